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
