// The words by which the walkthroughs find things, in both languages. Where a page's words change, they change here only.
// A word is matched as part of a name, so that the pages may say more around it.
export type Lang = 'zh' | 'en';

const words = {
  /** The button or link on the home page that begins the questions. */
  start: { zh: /开始/, en: /start/i },
  /** The navigation's way to the posts. */
  posts: { zh: /岗位/, en: /posts/i },
  /** The button that saves a file of a draft. */
  saveFile: { zh: /保存并查错/, en: /save and check/i },
  /** The button that reckons what a draft would mean. */
  simulate: { zh: /开始测算/, en: /simulate/i },
  /** The button that sends a draft to a second person. */
  submit: { zh: /^\s*提交\s*$/, en: /^\s*submit\s*$/i },
  /** The button of the second person. */
  approve: { zh: /^\s*批准\s*$/, en: /^\s*approve\s*$/i },
  /** The button that sends a draft back. */
  giveBack: { zh: /^\s*退回\s*$/, en: /^\s*give back\s*$/i },
  /** The button that publishes. */
  publish: { zh: /^\s*发布\s*$/, en: /^\s*publish\s*$/i },
  /** The states of a draft. */
  draftSubmitted: { zh: /待批准/, en: /to be approved/i },
  draftApproved: { zh: /已批准/, en: /approved/i },
  draftPublished: { zh: /已发布/, en: /published/i },
  draftEditing: { zh: /修改中/, en: /being edited/i },
  /** Signing in. */
  signIn: { zh: /登录/, en: /sign in/i },
  /** Going on to the next page. */
  goOn: { zh: /继续/, en: /continue/i },
  /** Going to the page before. */
  back: { zh: /返回/, en: /back/i },
  /** Answering a question anew. */
  change: { zh: /修改/, en: /change/i },
  /** The answer that is asked for and not there. */
  unknown: { zh: /不知道/, en: /do not know/i },
  /** Sending an application, or going to its form. */
  apply: { zh: /申请/, en: /apply/i },
  /** The state in which an application begins. */
  received: { zh: /已收到/, en: /received/i },
  /** The state after the window took it in, with all papers or without. */
  accepted: { zh: /已受理|容缺受理/, en: /accepted/i },
  /** The state after the employer read it. */
  seen: { zh: /已查看/, en: /seen/i },
  /** The state after the person took it back. */
  withdrawn: { zh: /已撤回/, en: /withdrawn/i },
  /** What a measure is to whom it is certain. */
  entitled: { zh: /^\s*可享受/, en: /^\s*entitled/i },
  /** The heading above the next steps of an application. */
  next: { zh: /接下来/, en: /what happens next/i },
  /** A day in the second half of 2023, as the pages write it. */
  october2023: { zh: /2023年10月1日/, en: /1 October 2023/ },
  /** The employer's posts that anybody may see. */
  published: { zh: /已发布|招聘中/, en: /published/i },
  /** The employer's posts that are over. */
  closed: { zh: /已结束|已关闭|已截止/, en: /closed/i },
  /** What the employer begins with after an import. */
  draft: { zh: /草稿/, en: /draft/i },
} as const;

/** What to look for. */
export type Word = keyof typeof words;

/** The pattern for a word in a language. */
export function word(name: Word, lang: Lang): RegExp {
  return words[name][lang];
}
