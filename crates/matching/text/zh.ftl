# 匹配：得分项、理由、硬性条件、改进建议和拒绝说明。

matching-part-occupation = 职业
matching-part-skills = 技能
matching-part-experience = 经验
matching-part-place = 地点
matching-part-pay = 薪酬
matching-part-language = 语言

matching-answer-yes = 符合
matching-answer-no = 不符合
matching-answer-unknown = 待确认

matching-degree-lower_secondary = 初中及以下
matching-degree-upper_secondary = 高中、中专或技校
matching-degree-short_cycle = 大专
matching-degree-bachelor = 本科
matching-degree-master = 硕士
matching-degree-doctor = 博士

matching-condition-degree = 学历
matching-condition-licence = 执业或职业资格
matching-condition-language = 语言水平
matching-condition-experience = 工作年限
matching-condition-place = 工作地点
matching-condition-work_permit = 工作许可
matching-condition-available = 到岗时间
matching-condition-open = 报名时间
matching-condition-ruled = 其他条件

matching-reason-unknown = 您尚未填写此项
matching-reason-post_does_not_say = 岗位未说明，此项按一半计
matching-reason-nothing_asked = 岗位无此要求，此项按满分计
matching-reason-occupation_code = 职业分类相近（{ $likeness }‰）
matching-reason-occupation_title = 职位名称相近（{ $likeness }‰）
matching-reason-occupation_text = 文字内容相近（{ $likeness }‰）
matching-reason-other_occupation = 与您的职业意向或经历不同
matching-reason-has_skill = 具备技能：{ $skill }
matching-reason-lacks_skill = 缺少技能：{ $skill }
matching-reason-skill_unknown = 尚不清楚是否具备：{ $skill }
matching-reason-enough_years = 经验 { $years } 年，岗位希望 { $sought } 年
matching-reason-fewer_years = 经验 { $years } 年，少于岗位希望的 { $sought } 年
matching-reason-place_wanted = 在您愿意工作的地点
matching-reason-place_near = 靠近您愿意工作的地点
matching-reason-place_near_home = 靠近您的现居地
matching-reason-other_place = 不在您愿意工作的地点
matching-reason-pay_reached = 薪酬下限已达到您的期望
matching-reason-pay_within_range = 您的期望在薪酬范围之内
matching-reason-pay_below = 薪酬低于您的期望
matching-reason-other_currency = 币种不同，无法比较
matching-reason-speaks = { $language }：{ $level }，达到要求（{ $sought }）
matching-reason-speaks_less = { $language }：{ $level }，低于要求（{ $sought }）
matching-reason-speaks_not = 不会{ $language }（岗位希望：{ $sought }）
matching-reason-level_unknown = { $language }水平未知（岗位希望：{ $sought }）

matching-change-add_skill = 掌握技能：{ $skill }
matching-change-speak_language = 提高{ $language }水平（{ $level }）
matching-change-have_years = 工作满 { $years } 年
matching-change-accept_place = 也愿意在{ $place }工作
matching-change-accept_pay = 接受年薪 { $pay }
matching-change-have_degree = 取得学历：{ $degree }
matching-change-have_licence = 取得资格：{ $licence }
matching-change-have_work_permit = 取得工作许可
matching-change-be_available = 可于{ $from }到岗

refusal-matching-weight_unknown = 没有名为“{ $weight }”的权重。
refusal-matching-weight_twice = 权重“{ $weight }”出现了两次。
refusal-matching-weight_missing = 缺少权重“{ $weight }”。
refusal-matching-weight_negative = 权重“{ $weight }”不能为负数（{ $value }）。
refusal-matching-weights_sum = 各项权重之和必须为 1000，现为 { $sum }。
refusal-matching-name_length = 此项不能为空，且最多 { $most } 个字符。
refusal-matching-text_length = 正文最多 { $most } 个字符。
refusal-matching-too_many_entries = 最多 { $most } 项，现有 { $count } 项。
refusal-matching-pay_negative = 薪酬不能为负数。
refusal-matching-pay_range_reversed = 薪酬上限（{ $max }）低于下限（{ $min }）。
refusal-matching-pay_two_currencies = 薪酬的上限与下限必须使用同一币种。
refusal-matching-years_impossible = 工作年限 { $years } 年不可能，最多 { $most } 年。
refusal-matching-occupation_empty = 请填写职业名称或职业代码。
refusal-matching-closes_before_opens = 截止日期（{ $day }）早于开始日期（{ $opens }）。
refusal-matching-starts_before_opens = 到岗日期（{ $day }）早于报名开始日期（{ $opens }）。
refusal-matching-no_openings = 招聘人数至少为 1。
refusal-matching-wished_below_required = 希望的年限（{ $wished }）低于必须的年限（{ $required }）。
refusal-matching-language_twice = 语言“{ $language }”出现了两次。
refusal-matching-table_line = 职业表“{ $table }”第 { $line } 行无法读取。
refusal-matching-query_too_long = 搜索内容最多 { $most } 个字符。
refusal-matching-query_without_words = 搜索内容中没有文字或数字。
refusal-matching-page_out_of_reach = 每页 1 至 { $limit } 条，最多翻到第 { $reach } 条。请缩小搜索范围。
refusal-matching-index_unusable = 搜索索引暂时无法使用，正在重建（{ $cause }）。
