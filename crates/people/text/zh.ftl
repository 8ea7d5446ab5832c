# 人才（people）：拒绝说明。键为 refusal-people-<代码>。

refusal-people-identity_number_length = 居民身份证号码应为 18 位，您填写了 { $length } 位。
refusal-people-identity_number_characters = 居民身份证号码的前 17 位应为数字，最后一位应为数字或 X。
refusal-people-identity_number_division = 居民身份证号码的前六位不是行政区划代码。请对照证件检查。
refusal-people-identity_number_birth_date = 居民身份证号码中的出生日期（第 7 至 14 位）不成立。请对照证件检查。
refusal-people-identity_number_check = 居民身份证号码的最后一位与前面的数字不符，可能有一位填错了。请对照证件检查。

refusal-people-name_missing = 请填写姓名。
refusal-people-name_too_long = 姓名不能超过 { $limit } 个字符。
refusal-people-name_characters = 姓名中有不能使用的字符，或者没有文字。
refusal-people-phone_form = 这不是一个完整的电话号码。手机号填 11 位；固定电话带区号；国外号码以 + 和国家代码开头。

refusal-people-fact_name_form = “{ $name }”不是事实项的名称。名称由小写字母、数字和下划线组成，以字母开头。
refusal-people-facts_null = 这里是 null。不知道请写 {"{"}"unknown": true{"}"}，没有请写 {"{"}"none": true{"}"}。
refusal-people-facts_not_a_value = 这里应是一个值，或者 {"{"}"value": …{"}"}、{"{"}"none": true{"}"}、{"{"}"unknown": true{"}"} 之一。
refusal-people-facts_number_not_whole = 这里的数不是整数，或者太大。小数和金额请加引号，例如 "435.76"。
refusal-people-facts_member_not_an_object = 列表中的每一项应写成 {"{"}"名称": 值{"}"}。
refusal-people-facts_since = “since”应是一个存在的日期，例如 2023-03-14。
refusal-people-facts_source = “source”应是 declared、uploaded、seen、issued 之一。
refusal-people-facts_not_an_object = “facts”应写成 {"{"}"事实项名称": 值{"}"}。
refusal-people-facts_unknown_key = 事实项文件中不应有“{ $key }”，或者它不是文字。

refusal-people-household_not_a_list = 家庭成员应是一个列表。
refusal-people-household_role = 请选择这位家庭成员与您的关系。
refusal-people-household_too_many = 家庭成员最多 { $limit } 人。
refusal-people-household_two_spouses = 配偶或伴侣只能填写一位。
refusal-people-household_birth_date = 这位家庭成员的出生日期不存在，或者在今天之后。

refusal-people-resume_too_large = 文件太大。简历文件最大 { $limit_megabytes } MB。
refusal-people-resume_empty = 文件是空的。
refusal-people-resume_is_archive = 这是压缩文件（Word 的 .docx 也属于这一类），我们不解压。可以读取的格式：JSON Resume、Europass XML、本平台的 JSON。
refusal-people-resume_is_pdf = 这是 PDF 文件，我们读不了。用 Europass 制作的简历，请在 Europass 网站下载 XML。可以读取的格式：JSON Resume、Europass XML、本平台的 JSON。
refusal-people-resume_is_word = 这是 Word 或 RTF 文件，我们读不了。可以读取的格式：JSON Resume、Europass XML、本平台的 JSON。
refusal-people-resume_is_picture = 这是图片，我们读不了。可以读取的格式：JSON Resume、Europass XML、本平台的 JSON。
refusal-people-resume_form_unknown = 认不出这个文件的格式。可以读取的格式：JSON Resume、Europass XML、本平台的 JSON。
refusal-people-resume_xml_unknown = 这个 XML 文件的根元素是“{ $root }”，不是 Europass。应为 SkillsPassport 或 Candidate。
refusal-people-resume_json_unknown = 这个 JSON 文件既不是 JSON Resume（有 basics、work、education 等），也不是本平台的格式（有 facts）。
refusal-people-resume_encoding = 文件的编码是 { $encoding }。请另存为 UTF-8 后再上传。
refusal-people-resume_not_utf8 = 文件不是 UTF-8 编码（第 { $byte } 个字节）。请另存为 UTF-8 后再上传。
refusal-people-resume_malformed = 文件不完整或者有错误：第 { $line } 行，第 { $column } 列。请重新导出后再上传。
refusal-people-resume_doctype = 文件含有文档类型声明（DOCTYPE），为了安全不予读取：第 { $line } 行。请重新导出不含它的文件。
refusal-people-resume_entity = 文件含有自定义实体，为了安全不予读取：第 { $line } 行，第 { $column } 列。
refusal-people-resume_too_deep = 文件的嵌套超过 { $limit } 层：第 { $line } 行。这不像一份简历。
refusal-people-resume_too_many_elements = 文件中的内容超过 { $limit } 项：第 { $line } 行。这不像一份简历。
refusal-people-resume_too_many_entries = 工作、学习、技能、语言，每一类最多 { $limit } 条。
refusal-people-resume_key_twice = “{ $key }”在同一处写了两次：第 { $line } 行，第 { $column } 列。
refusal-people-resume_wrong_type =
    “{ $place }”应是{ $expected ->
        [list] 列表
        [object] 对象
       *[text] 文字
    }。
refusal-people-resume_no_content = 这个 Europass 文件中没有“{ $element }”，没有可读的内容。

# 操作
refusal-people-no_facts = 请至少填写一项。
refusal-people-too_many_statements = 每人最多保存 { $limit } 条记录。请先删除一些答案。
refusal-people-birth_date_in_future = 出生日期应在今天之前。
refusal-people-birth_date_too_early = 出生日期距今超过 { $years } 年，请核对年份。
refusal-people-no_such_person = 没有这个人。
refusal-people-draft_form = “form”应是 json_resume、europass_skills_passport、europass_candidate、facts_file 之一。
refusal-people-fact_is_official = 这一项是由机关登记的。如需更正，请到服务窗口办理。
refusal-people-identity_number_contradicts = 身份号码中的出生日期是 { $in_number }，您填写的是 { $told }。请更正其中有误的一项。
refusal-people-identity_number_taken = 这个号码已经登记在另一份资料上。请到服务窗口核实。

# 页面：只有填写框才能说明的错误
refusal-people-answer_missing = 请作答；不清楚的，请选“不知道”。
refusal-people-date_incomplete = 请把年、月、日填完整。
refusal-people-date_impossible = 没有这一天。请核对年（四位数）、月、日。
refusal-people-place_code = 请填写地区代码：中国为六位数字，国外为国家或地区代码，例如 PT、CA-NS。
refusal-people-number_not_whole = 请用数字填写整数，例如 3。
refusal-people-not_a_number = 请用数字填写，例如 2.5。
refusal-people-no_such_question = 没有这个问题。
refusal-people-no_such_member = 名单里已经没有这一项。

people-navigation = 查可享待遇

people-yes = 是
people-no = 否
people-or = 或者
people-none = 没有
people-unknown = 不知道
people-choose = 请选择
people-separator = 、
people-field-separator = ；
people-currency =
    { $code ->
        [CNY] 元
        [EUR] 欧元
        [CAD] 加元
       *[other] { $code }
    }
people-field-and-value = { $field }：{ $value }
people-member-words = { $first }（{ $others }）
people-since = 自{ $date }起
people-differs = { $source }另有说法：{ $value }
people-told = 您上次的回答：{ $answer }
people-progress = { $group } · 已回答 { $answered } 项
people-ahead = 连这一题在内，最多还有 { $at_most } 个问题。只问可能改变结果的。
people-ahead-then = 连这一题在内，最多还有 { $at_most } 个问题；答完这一题，平均最多还剩 { $then } 个。只问可能改变结果的。
people-ahead-last = 这是最后一个可能改变结果的问题。
people-results-so-far = 按已填的内容看结果
people-see-results = 看结果
people-forget = 删除这条回答

people-place-elsewhere = 其他地方
people-place-code = 地区代码
people-place-code-hint = 中国为六位行政区划代码（110000 是北京市），国外为国家或地区代码（PT、CA-NS）
people-place-number = 第 { $number } 志愿

people-source-declared = 自述
people-source-uploaded = 上传
people-source-seen = 窗口核验
people-source-issued = 机关出具

people-group-about_you = 基本情况
people-group-study = 学习经历
people-group-work = 工作
people-group-rating = 人才认定
people-group-housing = 住房
people-group-household = 家庭
people-group-plan = 打算
people-group-study_loan = 助学贷款
people-group-emigration = 旅外经历
people-group-rural = 乡村人才
people-group-other = 其他

people-start-title = 查一查您能享受什么
people-start-lead = 一次回答一个问题，不用注册。
people-start-you-see = 答完后您会看到：
people-start-see-1 = 哪些待遇可以享受，哪些不能，哪些还差一点信息
people-start-see-2 = 能拿多少、什么时候拿，依据哪一条
people-start-see-3 = 哪些岗位适合您，为什么
people-start-cost = 免费，大约需要五分钟。随时可以停下来，先看已有的结果。
people-start-now = 开始
people-start-go-on = 继续回答
people-start-resume = 您已经回答了 { $answered } 项。
people-start-answers = 核对已填的内容
people-start-upload-title = 有简历文件吗？
people-start-upload = 可以读取 JSON Resume 和 Europass XML，能少答几题。
people-start-upload-link = 上传简历
people-start-need-title = 需要准备什么
people-start-need = 学习和工作的起止日期；有劳动合同的，准备合同；做过人才认定的，准备认定结果。不清楚的就选“不知道”，系统不会替您假设。
people-start-data-title = 您的回答
people-start-data-visitor = 您的回答只在本次访问中保留，一天后删除。注册后，会成为您的个人资料。
people-start-data-person = 您的回答保存在您的个人资料里，只有您和人才服务工作人员能看到。
people-start-sign-in = 登录，接着填我的资料

people-member-number = 第 { $number } 项
people-member-first = 添加
people-member-another = 再添加一项
people-member-nobody = 没有
people-member-done = 继续
people-member-add = { $list }：添加
people-member-change = { $list }：修改
people-member-save = 保存
people-member-remove = 删除

people-answers-title = 核对您的回答
people-answers-empty = 您还没有回答任何问题。
people-answers-keep-title = 保留您的回答
people-answers-keep = 不注册的话，一天后会删除。

people-upload-title = 上传简历
people-upload-lead = 读取的内容先给您看，您确认后才会保存。可以读取以下文件：
people-upload-europass = Europass XML（新旧两种）
people-upload-file = 简历文件
people-upload-file-hint = JSON 或 XML，不超过 2 MB
people-upload-button = 读取文件
people-form-json_resume = JSON Resume（jsonresume.org）
people-form-europass_skills_passport = Europass XML（SkillsPassport）
people-form-europass_candidate = Europass XML（Candidate）
people-form-facts_file = 本平台的 JSON
people-draft-title = 核对文件的内容
people-draft-lead = 按“{ $form }”读取。还没有保存任何内容。
people-draft-legend = 以下哪些是对的？
people-draft-legend-hint = 不对的，或者不想保存的，请取消勾选。
people-draft-where = 出自 { $place }
people-draft-confirm = 保存勾选的内容
people-draft-nothing = 文件里没有可以用来回答问题的内容。
people-draft-unfit = 读到了，但不能用
people-draft-not-understood = 没有看懂
people-draft-not-understood-lead = 我们不猜。这些请您在问题里回答。
people-draft-not-used = 没有用到

people-sign-up-title = 注册
people-sign-up-lead = 您已经填写的内容会保留下来，成为您的个人资料。
people-sign-up-name = 姓名
people-sign-up-name-hint = 与身份证件一致
people-sign-up-email = 电子邮箱
people-sign-up-email-hint = 用它登录
people-sign-up-password = 密码
people-sign-up-password-hint = 至少 12 个字符。用一句话做密码，好记也难猜。
people-sign-up-button = 注册
people-sign-up-have = 我已经有账号
people-sign-up-employer = 我们是用人单位

people-account-title = 我的资料
people-account-empty = 还没有您的任何资料。
people-account-duties = 我的工作
people-identity-title = 居民身份证号码
people-identity-kept = 已登记：{ $masked }。任何页面都只显示这几位。
people-identity-none = 尚未填写。只有申请发放资金的事项时才需要。
people-identity-label = 居民身份证号码
people-identity-hint = 18 位。系统会校验，并加密保存。
people-identity-button = 保存号码
people-export-title = 带走您的数据
people-export-lead = 系统掌握的全部资料和历次填写的内容，存成一个文件：
people-export-link = 下载 JSON
