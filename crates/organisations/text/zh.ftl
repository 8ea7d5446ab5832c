# 用人单位：拒绝说明与选项名称
refusal-organisations-already_verified = 该单位已于 { $on } 通过核验，无需再次核验。
refusal-organisations-closed = 该单位已于 { $on } 注销，不能再办理此项操作。
refusal-organisations-credit_code_character = 统一社会信用代码第 { $position } 位的“{ $character }”不是允许的字符。只用数字和大写字母，不使用 I、O、S、V、Z。
refusal-organisations-credit_code_check = 统一社会信用代码的校验位不符，其中可能有一位写错，请与营业执照核对。
refusal-organisations-credit_code_length = 应有 { $length } 位，现有 { $count } 位。请完整填写统一社会信用代码。
refusal-organisations-credit_code_place = 统一社会信用代码第 3 至 8 位是行政区划代码，第 { $position } 位应为数字。
refusal-organisations-date_before = 日期不能早于上一步的日期（{ $earlier }）。
refusal-organisations-headcount_unknown = “{ $value }”不是可选的人员规模。请选择 1-9、10-49、50-249、250-999 或 1000+。
refusal-organisations-industry_form = 请填写行业代码：一个字母 A 至 T，后面可加二至四位数字，例如 C 或 C35（国民经济行业分类）。
refusal-organisations-kind_missing = 请选择单位类型。
refusal-organisations-kind_unknown = “{ $value }”不是可选的单位类型。请选择 employer、university、institute 或 park。
refusal-organisations-name_missing = 请填写单位名称，中文或英文均可。
refusal-organisations-not_verified = 该单位尚未通过核验。核验通过后才能发布岗位。
refusal-organisations-place_form = “{ $value }”不是地区代码。请填写行政区划代码，例如 220100。
refusal-organisations-place_missing = 请选择所在地区。
refusal-organisations-text_too_long = 最多 { $limit } 个字符，现有 { $count } 个，请缩短。

organisations-kind-employer = 企业及其他用人单位
organisations-kind-university = 高等学校
organisations-kind-institute = 科研院所、医院
organisations-kind-park = 园区

organisations-standing-registered = 已登记，待核验
organisations-standing-verified = 已核验
organisations-standing-closed = 已注销

# 国民经济行业分类（GB/T 4754-2017）门类
organisations-industry-a = 农、林、牧、渔业
organisations-industry-b = 采矿业
organisations-industry-c = 制造业
organisations-industry-d = 电力、热力、燃气及水生产和供应业
organisations-industry-e = 建筑业
organisations-industry-f = 批发和零售业
organisations-industry-g = 交通运输、仓储和邮政业
organisations-industry-h = 住宿和餐饮业
organisations-industry-i = 信息传输、软件和信息技术服务业
organisations-industry-j = 金融业
organisations-industry-k = 房地产业
organisations-industry-l = 租赁和商务服务业
organisations-industry-m = 科学研究和技术服务业
organisations-industry-n = 水利、环境和公共设施管理业
organisations-industry-o = 居民服务、修理和其他服务业
organisations-industry-p = 教育
organisations-industry-q = 卫生和社会工作
organisations-industry-r = 文化、体育和娱乐业
organisations-industry-s = 公共管理、社会保障和社会组织
organisations-industry-t = 国际组织
