# 平台：登录、错误、关于本服务
sign-in-title = 登录
sign-in-lead = 不登录也可以查询待遇和岗位。登录后可以保存资料、提交申请、查看进度。
sign-in-login = 电子邮箱或账号
sign-in-password = 密码
link-title = 登录
link-lead = 此链接属于 { $name }（{ $login }）。
link-password = 设置密码
link-password-hint = 至少 12 个字符，可以是一句容易记住的话。

error-home = 回到首页
error-sign-in = 请先登录
error-forbidden = 您不能进行这项操作
error-not-found = 没有找到
error-gone = 已经结束
error-too-many = 次数太多，请稍候
error-failed = 系统出了问题
error-refused = 没有办成

refusal-platform-failed = 系统暂时出了问题，没有保存任何改动。请稍后再试；若仍不行，请联系服务窗口。
refusal-platform-forbidden = 您的账号没有这项权限。如果您认为应当有，请联系管理员。
refusal-platform-sign_in_first = 请先登录，再继续。
refusal-platform-sign_in_wrong = 账号或密码不对。请检查后再试。
refusal-platform-sign_in_too_many = 一分钟内尝试次数太多。请等一分钟再试。
refusal-platform-password_short = 密码至少要 { $least } 个字符。
refusal-platform-password_long = 密码最多 { $most } 个字符。
refusal-platform-password_is_login = 密码不能与账号相同。
refusal-platform-link_over = 此链接已用过或已过期。请向管理员要一个新的。
refusal-platform-form_token = 此表单不是从本网站打开的，或打开得太久了。请返回上一页，刷新后再提交。
refusal-platform-form_broken = 表单没有完整送达。请再提交一次。
refusal-platform-too_large = 太大了：上限为 { $limit }。
refusal-platform-method = 此地址不接受这种请求方式。
refusal-platform-request_form = 请求的形式不对。请检查地址或重新填写。
refusal-platform-query_form = 地址中的参数不对：{ $detail }
refusal-platform-input_form = 输入的形式不对：{ $detail }
refusal-platform-not_json = 请以 application/json 提交。
refusal-platform-no_such_page = 没有这个页面。请检查地址，或从首页重新开始。
refusal-platform-no_such_endpoint = 没有这个接口。所有接口见 /api/openapi.json。
refusal-platform-idempotency_key_missing = 缺少 Idempotency-Key 请求头：自己生成一个，重试时用同一个，就不会办两次。
refusal-platform-idempotency_key_form = Idempotency-Key 应为 1 至 100 个可见的 ASCII 字符。
refusal-platform-idempotency_key_reused = 这个 Idempotency-Key 已用于内容不同的请求。请换一个新的。
refusal-platform-idempotency_key_busy = 同一个 Idempotency-Key 的请求正在处理。请稍后用同一个再试。

# computed: about-
about-accessibility-title = 无障碍说明
about-accessibility-1 = 本服务按《网页内容无障碍指南》（WCAG）2.2 的 AA 级设计：不用脚本也能办理，可用键盘操作，放大到 200% 或在 320 像素宽的屏幕上不需横向滚动，可切换大字和高对比度。
about-accessibility-2 = 每次改动都用 axe 自动检查。自动检查不能发现所有问题；本服务还没有经过独立机构评测。
about-accessibility-3 = 如果有页面您用不了，请告诉服务窗口，我们会用别的方式为您办理。
about-privacy-title = 隐私
about-privacy-1 = 不登录时，您的回答只为这一次查询保留，最长 24 小时。登录后，它们成为您的个人资料，由您管理。
about-privacy-2 = 身份证号和统一社会信用代码加密保存，密钥不在数据库里；它们不会出现在日志和网址中。
about-privacy-3 = 谁在什么时候做了什么，都记入只能追加的审计日志；日志里只有编号、状态和数量，没有个人内容。
about-privacy-4 = 只有您申请时，办理人员和您申请的用人单位才能看到与申请有关的资料。
about-api-title = 接口
about-api-1 = 页面能做的，程序都能做：每个操作和查询都有一个 JSON 接口。
about-api-2 = 改动数据的请求要带 Idempotency-Key：用同一个重试，不会办两次。
about-api-3 = 完整说明（OpenAPI 3.1）：
