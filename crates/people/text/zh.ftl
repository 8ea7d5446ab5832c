# 人才（people）：拒绝说明。键为 refusal-people-<代码>。

refusal-people-identity_number_length = 居民身份证号码应为 18 位，您填写了 { $length } 位。
refusal-people-identity_number_characters = 居民身份证号码的前 17 位应为数字，最后一位应为数字或 X。
refusal-people-identity_number_division = 居民身份证号码的前六位不是行政区划代码。请对照证件检查。
refusal-people-identity_number_birth_date = 居民身份证号码中的出生日期（第 7 至 14 位）不成立。请对照证件检查。
refusal-people-identity_number_check = 居民身份证号码的最后一位与前面的数字不符，可能有一位填错了。请对照证件检查。

refusal-people-name_missing = 请填写姓名。
refusal-people-name_too_long = 姓名不能超过 { $limit } 个字符。
refusal-people-name_characters = 姓名中有不能使用的字符，或者没有文字。
refusal-people-email_form = 这不是一个完整的电子邮箱地址。应类似 name@example.org。
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
