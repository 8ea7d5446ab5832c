policies-navigation = 政策与待遇

# Refusals
refusal-policies-not_a_day = “{ $found }”不是日历上的日期。请写成 2026-11-22 的形式。
refusal-policies-pack_unknown = 没有这个政策包。现有：{ $packs }。
refusal-policies-version_unknown = 这个政策包没有这个版本。现有：{ $versions }。
refusal-policies-measure_unknown = 这个版本没有这项措施。
refusal-policies-packs_compiled_in = 本程序用的是随程序编入的政策包，没有文件夹可以重新读取。要能随时更新政策包，请在启动时用 --packs 指明文件夹。
# 引擎的说法两种语言都在，两个文件都提到它们，各自只显示本语言的一种。
refusal-policies-pack_mistake = { $place }：{ $en ->
   *[other] { $zh }
}

# Words between words
policies-list-separator = 、
policies-member-separator = ；
policies-clause-separator = ；
policies-sentence-separator = { "" }

# Values
policies-value-yes = 是
policies-value-no = 否
policies-value-none = 没有
policies-value-unknown = 未知
policies-class = { $id } 类：{ $title }
policies-member = { $list }第 { $number } 人
policies-member-field = { $member }：{ $field }
policies-worth-range = { $from } 至 { $to }
policies-worth-at-most = 最高 { $amount }
policies-worth-about = 约 { $amount }
policies-per-year = 每年 { $amount }
policies-per-month = 每月 { $amount }
policies-per-once = 一次
policies-per-year-word = 每年
policies-per-month-word = 每月
policies-period-years = { $years } 年
policies-period-months = { $months } 个月
policies-period-both = { $years } 年 { $months } 个月
policies-place-PT = 葡萄牙
policies-place-CA = 加拿大
policies-article = 第 { $article } 条
policies-said-declared = 自述
policies-said-uploaded = 已上传材料
policies-said-seen = 窗口已核验
policies-said-issued = 机关出具
policies-said-default = 没有告知，按规定的默认值
policies-apply-person = 由本人申请。
policies-apply-employer = 由用人单位申请。
policies-apply-deadline = 截止日期：{ $date }。
policies-paid-by = 由{ $by }支付。

# How well a source is known
policies-source = 来源：
policies-source-read-on = { $date }读取
policies-mark-L = 法规全文
policies-mark-O = 官方摘录
policies-mark-S = 转载材料
policies-mark-D = 推算得出
# computed: policies-mark-
policies-mark-L-long = 法规全文：逐字读过官方公布的全文。
policies-mark-O-long = 官方摘录：读过政府机关发布的一部分。
policies-mark-S-long = 转载材料：来自转载、新闻报道等，未见官方原件。
policies-mark-D-long = 推算得出：由我们根据以上材料计算或比较得出。

# Kinds of benefit
# computed: policies-kind-
policies-kind-money = 资金
policies-kind-housing = 住房
policies-kind-residence = 落户
policies-kind-schooling = 入学
policies-kind-employment = 岗位
policies-kind-title = 称号与职称
policies-kind-service = 服务
policies-kind-loan = 贷款
policies-kind-prize = 奖励

# How a version stands
policies-standing-in-force = 现行有效
policies-standing-not-read = 是否有效不明
policies-standing-superseded = 已有新版本
policies-standing-ended = 已失效
policies-standing-to-come = 尚未生效
policies-dates-from = { $from }起
policies-dates-until = { $from }至{ $until }
policies-dates-not-read = { $from }起；{ $after }起是否有效未能读到

# The packs
policies-packs-title = 政策与待遇
policies-packs-lead = 每一项规则都写明依据的条文和来源；没有读到的，明说没有读到。
policies-card-measures = 今天可查 { $count } 项措施
policies-pack-lead = 共 { $versions } 个版本，其中 { $in_force } 个今天适用。
policies-pack-none-in-force = 今天没有适用的版本。可在版本列表中查看以往的版本。
policies-version-no-measures = 这个版本读到的内容里，没有能据以判断的措施。
policies-versions-title = 版本
policies-versions-today = 只看今天适用的
policies-compare-box = 版本之间的变化
policies-compare-link = { $from }与 { $to }
policies-gaps-title = 没有读到的内容
policies-gaps-lead = 对这些内容，我们回答“未知”，不当作“没有”。
policies-sources-link = 全部来源
policies-sources-title = 来源
policies-sources-lead = 每个来源前的字母说明它的可靠程度。

# One measure
policies-measure-conditions = 条件
policies-measure-all-of = { $count ->
    [1] 须满足这一项：
   *[other] 以下 { $count } 项须全部满足：
}
policies-measure-no-conditions = 条文没有写明条件。
policies-measure-expressions = 计算时用的表达式
policies-measure-expressions-lead = 这是政策包里的写法，程序按它判断；没有回答的事实按“未知”处理，不当作“否”或“零”。
policies-measure-refer = 以下情形不能自动得出结论：
policies-measure-amount = 金额
policies-measure-caps = 上限
policies-measure-instalments = 分期
policies-measure-duration = 期限
policies-measure-not-with = 不能与以下措施同时享受
policies-measure-continuing = 以后仍须满足
policies-measure-apply = 如何申请
policies-measure-paid-by = 由谁支付
policies-measure-evidence = 所需材料
policies-measure-interpretation = 对条文的理解
policies-measure-gaps = 没有读到的内容
policies-measure-wording = 条文原文
policies-measure-wording-not-read = 没有逐字读到这一条的原文。左侧（手机上为上方）是根据以下来源写成的说明。
policies-measure-sources = 来源
policies-wording-original = { $language }（原文）
policies-language-zh = 中文
policies-language-en = 英文
policies-language-pt = 葡萄牙文
policies-language-fr = 法文
policies-table-value = 数额
policies-table-number = 数
policies-table-period = 期间
policies-amount-once = 一次性给付，按条件计算。
policies-amount-yearly = 按年给付，按条件计算。
policies-amount-monthly = 按月给付，按条件计算。
policies-amount-once-by-table = 一次性给付，按下表计算。
policies-amount-yearly-by-table = 按年给付，按下表计算。
policies-amount-monthly-by-table = 按月给付，按下表计算。
policies-amount-computed = 按条件计算。
policies-amount-by-table = 按下表计算。
policies-amount-not-read = 金额未能读到
policies-amount-unknown = 金额待定
policies-amount-failed = 金额无法计算
policies-rule-instalments-equal = 分 { $count } 期平均发放，每隔 { $every }一期。
policies-rule-instalments-not-read = 分 { $count } 期发放，每隔 { $every }一期；每期多少未能读到。
policies-rule-instalments-stated = 分 { $count } 期发放，每隔 { $every }一期；每期数额由条文规定。

# What changed
policies-compare-title = 从 { $from } 到 { $to }
policies-compare-lead = 比较两个版本中读到的内容。一项措施在后一版本中没有，可能是取消，也可能是那部分没有读到：请同时看该版本“没有读到的内容”。
policies-compare-from = 前一版本
policies-compare-to = 后一版本
policies-compare-button = 比较
policies-compare-overview = 各项措施的变化
policies-compare-measure = 措施
policies-compare-change = 变化
policies-compare-what = 项目
policies-compare-nothing = —
policies-compare-same-words = { $words }（判断方法有变化）
policies-compare-same-amount = { $words }（算法有变化）
policies-compare-untold = 政策包没有用文字说明，只有表达式。
policies-compare-expression = 表达式
policies-compare-row = { $row }：{ $value }
policies-change-added = 新有
policies-change-removed = 后一版本未见
policies-change-same = 相同
policies-change-changed = 有变化
policies-what-title = 名称
policies-what-amount = 计算方式
policies-what-per = 给付周期
policies-what-condition = 条件
policies-what-caps = 上限
policies-what-instalments = 分期
policies-what-duration = 期限
policies-what-not-with = 不能同时享受

# A person's results
policies-outcome-yes = 可享受
policies-outcome-no = 不符合
policies-outcome-refer = 请窗口核实
policies-outcome-left-out = 不能同时享受
policies-outcome-undecided = 暂无法判断
policies-outcome-missing = 还差 { $count } 项信息
policies-heading-yes = 您能享受 { $count } 项
policies-heading-none = 目前还没有可以确定享受的措施
policies-heading-refer = { $count } 项要请窗口核实
policies-heading-unknown = 还有 { $count } 项差一点信息
policies-heading-separator = ，
policies-lead = 按 { $date }有效的政策（{ $versions }）
policies-gap-after = { $version }：{ $date }起是否仍然有效，未能读到，所以只能回答“未知”。
policies-gap-carried = { $what }：后来的版本没有重述；{ $date } 起是否仍然有效，未能读到，所以只能回答“未知”。
policies-carried-measures = { $version } 的 { $measures }
policies-carried-lead = 以下措施沿用自 { $version }，后来的版本没有重述；{ $date } 起是否仍然有效，未能读到。
policies-row-carried = { $law }；沿用自 { $version }，后来的版本没有重述
policies-row-law = 依据：{ $version }
policies-row-law-article = 依据：{ $version }，{ $article }
policies-row-reasons = 逐条理由（{ $count }）
policies-row-duration = 最长 { $period }
policies-why-met = 符合：{ $conditions }。
policies-why-all-met = { $count } 项条件全部满足。
policies-why-unconditional = 没有条件限制。
policies-why-not-met = 不符合：{ $condition }。
policies-why-not-met-and-more = 不符合：{ $condition }；另有 { $more } 项也不符合。
policies-why-one-missing = { $question }回答后即可得出结论。
policies-why-missing = 还需要知道：{ $facts }。
policies-why-missing-and-more = 还需要知道：{ $facts }等，另有 { $more } 项。
policies-why-cannot-tell = 您说不清楚：{ $condition }。
policies-left-out-worth-less = 您也符合条件，但不能与{ $others }同时享受；按金额，选{ $others }更有利。
policies-left-out-no-amount = 您也符合条件，但不能与{ $others }同时享受；这一项没有金额可比。
policies-left-out-priority = 您也符合条件，但{ $others }优先，不能再享受这一项。
policies-instalments = 分 { $count } 期
policies-instalments-equal = 分 { $count } 期，每期 { $amount }
policies-instalments-each = 分 { $count } 期：{ $amounts }
policies-instalments-not-read = 分 { $count } 期，每期多少未能读到
policies-cap-lowered = 已按上限 { $limit }计算。{ $text }
policies-cap-kept = 上限 { $limit }，没有超过。{ $text }
policies-reason-met = 满足
policies-reason-not-met = 不满足
policies-reason-unknown = 未知
policies-reason-refer = 请窗口核实
policies-reason-no-refer = 不需另行核实
policies-reason-not-read = 未能读到
policies-reason-exception = 例外情形适用
policies-reason-facts = 所依据的信息：
policies-reason-questions = 回答后可判断：
policies-bundle-label = 同时可享受的最优组合
policies-bundle-of = 包括{ $measures }。
policies-bundle-best-of = 包括{ $measures }。已按“不能同时享受”的规定，为您选出金额最高的组合。
policies-bundle-no-amount = 没有金额
policies-bundle-payments = { $amount }（{ $count } 次合计）
policies-could-add-outcome = 还差信息，不能确定
policies-could-add-amount = 金额未知，无法与其他措施比较
policies-could-add-refer = 要请窗口核实
policies-could-add-currencies = 与其他措施的币种不同，无法比较
policies-could-add-too-many = 互相排斥的措施太多，没有逐一组合
policies-could-add-instead = { $because }；若享受，将取代{ $others }

# 政策工作台：拒绝说明
refusal-policies-draft_title = 请用不超过 { $max } 个字写明这份草案要做什么。
refusal-policies-draft_note = 请用不超过 { $max } 个字写明要改什么：拿回草案的人要知道做什么。
refusal-policies-no_such_draft = 没有这份草案。
refusal-policies-no_such_file = 草案里没有这个文件。
refusal-policies-file_path = 文件名写成 name.yaml 或 tests/name.yaml：小写字母、数字和下划线，最多 60 个字符。
refusal-policies-file_too_large = 文件大于 { $max } KB。请分成几个文件。
refusal-policies-file_exists = 已经有这个文件了。请打开它来修改。
refusal-policies-too_many_files = 一份草案最多 { $max } 个文件。
refusal-policies-pack_file_stays = pack.yaml 说明这个政策包有哪些文件，不能取出。
# 两种语言的时间都带来；两个文件都写上，各用各的。
refusal-policies-file_changed = { $name } 在 { $at } 保存过 { $file }，晚于您读到的版本。您的文字还在下面：对照之后再保存。{ $at_en ->
   *[other] {""}
}
refusal-policies-draft_changed_meanwhile = 就在这时有人改动了这份草案。什么都没有丢：请再保存一次。
refusal-policies-draft_locked = { $state ->
    [submitted] 这份草案正等第二个人批准，其间不能修改。要修改，先退回。
    [approved] 这份草案已经批准，不能修改。要修改，先退回，之后要重新批准。
    [published] 这份草案已经发布，永久锁定。要修改，请新建一份草案。
   *[other] 这份草案已经作废。要修改，请新建一份草案。
}
refusal-policies-draft_not_submitted = 这份草案没有提交。
refusal-policies-draft_not_approved = 这份草案还没有第二个人批准。
refusal-policies-second_person = 最后修改或提交这份草案的人不能批准它：请一位同事来批准。
refusal-policies-draft_unchanged = 草案和它开始时的版本一样：没有可发布的内容。
refusal-policies-draft_overtaken = 这份草案开始之后，同一个政策包又发布了新的版本。请从新版本新建一份草案，把改动抄过去，以免撤销同事的改动。
refusal-policies-draft_has_mistakes = 还有 { $count } 处错误，第一处在 { $place }。请先改正。
refusal-policies-draft_tests_fail = 有 { $count } 个用例的结果与预期不同。请改正规则，或改正用例。
refusal-policies-draft_not_simulated = 还没有在本地区的登记人员上测算。请先测算。
refusal-policies-simulation_out_of_date = 上次测算之后草案又改动过。请重新测算。
refusal-policies-simulation_running = 这次测算正在进行。请稍候。
refusal-policies-no_simulation = 这份草案还没有测算过。
refusal-policies-publish_in_past = 发布日期最早是今天（{ $today }）。
refusal-policies-publish_before_newest = 上一次发布的版本自 { $newest } 起使用；这一版不能更早。
refusal-policies-facts_form = 这不是事实项文件：{ $detail }。写成一个 JSON 对象，例如“birth_date”后面写“1992-05-01”。

# 政策工作台：页面
policies-navigation-workbench = 政策工作台
policies-workbench = 政策工作台
policies-workbench-lead = 在草案里修改政策包：查错、试算、测算影响，由第二个人批准，再定日期发布。公众在发布之前看不到任何改动。
policies-workbench-drafts = 草案
policies-workbench-filter = 按状态筛选
policies-workbench-all = 全部
policies-workbench-empty = 没有草案。
policies-workbench-column-title = 草案
policies-workbench-column-state = 状态
policies-workbench-changed = { $name } 改于 { $at }
policies-workbench-start = 新建草案
policies-workbench-pack = 政策包
policies-workbench-title-label = 要做什么
policies-workbench-title-hint = 例如：提高 E 类人才安家补贴。
policies-workbench-start-button = 从最近发布的版本开始

# computed: policies-draft-state-
policies-draft-state-editing = 修改中
policies-draft-state-submitted = 待批准
policies-draft-state-approved = 已批准
policies-draft-state-published = 已发布
policies-draft-state-discarded = 已作废
policies-draft-against = 发布之前还要做的事
policies-draft-files = 文件
policies-draft-column-file = 文件
policies-draft-column-state = 改动与错误
policies-draft-errors = { $count } 处错误
policies-draft-warnings = { $count } 处提醒
policies-draft-unused = pack.yaml 没有列出它：不起作用
policies-draft-findings = 错误与提醒
policies-draft-no-findings = 没有发现错误。
policies-draft-warning = 提醒
policies-draft-place = { $file } 第 { $line } 行第 { $column } 个字符
policies-draft-new-file-label = 添加文件
policies-draft-new-file-hint = 例如 v4.yaml；用例写成 tests/name.yaml。再把它列进 pack.yaml。
policies-draft-new-file = 添加
policies-draft-look = 查看与试算
policies-draft-changes = 与现行版本的差别
policies-draft-tests = 用例
policies-draft-cases = { $passed } 个通过，{ $failed } 个未通过
policies-draft-try = 试一个人
policies-draft-simulation = 测算影响
policies-draft-submit-title = 提交批准
policies-draft-submit-text = 提交后等第二个人批准，其间不能修改。
policies-draft-submit = 提交
policies-draft-own = 这份草案等第二个人批准：最后修改或提交它的人不能自己批准。
policies-draft-approve-title = 批准
policies-draft-approve-text = 请先看过改动、用例和测算结果。批准之后可以定日期发布。
policies-draft-approve = 批准
policies-draft-publish-title = 发布
policies-draft-publish-text = 发布之后永久锁定，从这一天起对所有人使用。
policies-draft-from-label = 自哪一天起使用
policies-draft-from-hint = 今天或以后的一天。
policies-draft-publish = 发布
policies-draft-return-title = 退回修改
policies-draft-note-label = 要改什么
policies-draft-note-hint = 草案的作者会看到。
policies-draft-return = 退回
policies-draft-discard = 作废这份草案
policies-draft-served-from = 已发布，自 { $date } 起使用。要修改，请新建一份草案。
policies-draft-happened = 经过
policies-draft-event = { $name }，{ $at }
policies-draft-event-started = 新建
policies-draft-event-changed = 修改 { $note }
policies-draft-event-removed = 取出 { $note }
policies-draft-event-submitted = 提交批准
policies-draft-event-returned = 退回：{ $note }
policies-draft-event-approved = 批准
policies-draft-event-published = 发布，自 { $note } 起使用
policies-draft-event-discarded = 作废
policies-draft-done-submitted = 已提交，等第二个人批准。
policies-draft-done-returned = 已退回修改。
policies-draft-done-approved = 已批准。
policies-draft-done-published = 已发布。
policies-draft-done-discarded = 已作废。
policies-draft-done-removed = 已取出这个文件。

policies-file-changed = 已改
policies-file-added = 新增
policies-file-removed = 已取出
policies-file-text = 文件内容
policies-file-text-hint = YAML。有错误也可以保存；有错误的草案不能发布。
policies-file-save = 保存并查错
policies-file-saved = 已保存，这个文件没有错误。
policies-file-saved-with-mistakes = 已保存。这个文件有 { $count } 处错误。
policies-file-no-findings = 这个文件没有发现错误。
policies-file-place = 第 { $line } 行第 { $column } 个字符
policies-file-numbered = 带行号的内容
policies-file-differing = 与草案开始时相比
policies-file-conflict = 同事保存的与您写的
policies-file-conflict-text = “-”是同事已经保存的，“+”是您写的。下面的文本框里是您的文字；再保存一次，就以您的为准。
policies-file-is-removed = 这个文件已经取出。保存就把它放回去。
policies-file-locked = 这份草案现在不能修改。
policies-file-remove = 从草案中取出这个文件

policies-changes-before = 现行
policies-changes-after = 草案
policies-changes-by-measure = 按措施
policies-changes-by-file = 按文件
policies-changes-no-measure = 没有哪项措施有变化。
policies-changes-not-loaded = 草案还有错误，改正之后才能按措施比较。
policies-changes-no-file = 文件没有变化。
policies-changes-version-added = 新增版本 { $version }
policies-changes-version-removed = 去掉版本 { $version }

policies-tests-mistakes = 读不了的用例
policies-tests-failed = 结果与预期不同
policies-tests-passed = 通过
policies-tests-place = { $file } 第 { $line } 行
policies-tests-what = 项目
policies-tests-expected = 预期
policies-tests-found = 结果

policies-try-lead = 写下一个虚构的人的事实项，看草案怎样核定、为什么。不读取任何登记人员的资料。
policies-try-facts = 事实项（JSON）
policies-try-facts-hint = 没有写的就是未知。不要写真实的人。
policies-try-on = 哪一天
policies-try-button = 核定
policies-try-vocabulary = 可以写哪些事实项
policies-try-answers = 核定结果
policies-try-missing = 还缺：{ $facts }

policies-simulation-lead = 对本地区所有登记人员分别按现行版本和草案核定，只计数，不显示任何人。少于 10 人的数字不显示。
policies-simulation-on = 按哪一天核定
policies-simulation-on-hint = 两个版本都适用的一天，例如计划发布的那一天。
policies-simulation-button = 开始测算
policies-simulation-running = 正在测算
policies-simulation-progress = 已核定 { $done } 人，共 { $total } 人
policies-simulation-look-again = 刷新进度
policies-simulation-interrupted = 上次测算中断了：草案在其间有改动，或程序停止过。请重新测算。
policies-simulation-out-of-date = 这次测算之后草案又改动过。提交之前要重新测算。
policies-simulation-title = 测算结果
policies-simulation-result = 按 { $date } 核定；{ $name } 要求测算，{ $at } 完成。
policies-simulation-persons = 登记人员
policies-simulation-gain = 只有所得的人
policies-simulation-lose = 只有所失的人
policies-simulation-mixed = 有得有失的人
policies-simulation-total-before = 现行版本下最佳待遇组合合计
policies-simulation-total-after = 草案下最佳待遇组合合计
policies-simulation-chart = 可享受的人数：现行与草案
policies-simulation-table-persons = 各项措施的人数与金额
policies-simulation-table-changes = 各项措施谁得谁失
policies-simulation-measure = 措施
policies-simulation-side = 版本
policies-simulation-yes = 可享受
policies-simulation-no = 不可享受
policies-simulation-unknown = 未定
policies-simulation-refer = 一事一议
policies-simulation-cost = 金额合计
policies-simulation-a-year = 每年 { $cost }
policies-simulation-a-month = 每月 { $cost }
policies-simulation-granted = 新享受
policies-simulation-more = 金额增加
policies-simulation-less = 金额减少
policies-simulation-withdrawn = 不再享受
policies-simulation-few = 少于 10 人
policies-simulation-withheld = 不显示
policies-simulation-absent = 没有这项措施
policies-simulation-note = 1 至 9 人写成“少于 10 人”；能由此推算出这类数字的其他数字不显示。金额只计金额已知的可享受者；互相排斥的措施在各自的行里都计入，只在最佳待遇组合里不重复。
