// The words by which the walkthroughs find things, in both languages. Where a page's words change, they change here only.
// A word is matched as part of a name, so that the pages may say more around it.
export type Lang = 'zh' | 'en';

const words = {
  /** The button or link on the home page that begins the questions. */
  start: { zh: /开始/, en: /start/i },
  /** The navigation's way to the posts. */
  posts: { zh: /岗位/, en: /posts/i },
  /** Signing in. */
  signIn: { zh: /登录/, en: /sign in/i },
} as const;

/** What to look for. */
export type Word = keyof typeof words;

/** The pattern for a word in a language. */
export function word(name: Word, lang: Lang): RegExp {
  return words[name][lang];
}
