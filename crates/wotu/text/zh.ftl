# wotu：命令行
wotu-assess-on = { $date }，按{ $versions }：
wotu-assess-article = 第 { $article } 条
wotu-assess-missing = 还缺：{ $facts }
wotu-assess-range = { $from } 至 { $to }
wotu-outcome-yes = 可享受
wotu-outcome-no = 不能享受
wotu-outcome-unknown = 尚不能判断
wotu-outcome-refer = 一事一议
wotu-policy-sound = { $pack }：{ $versions } 个版本，{ $measures } 项措施，{ $facts } 个事实项。可以载入。
wotu-match-line = { $rank }. { $title }（{ $id }）：{ $points } 分（满分 100）
wotu-demo-ready = 示范地区已开放：{ $address }
wotu-demo-sign-in = 以{ $role }身份登录：{ $link }
wotu-demo-filling = 正在虚构 { $people } 人、{ $organisations } 家单位、{ $posts } 个岗位
wotu-demo-loopback = 示范只在本机（127.0.0.1）开放：它的登录链接不需要密码。
wotu-import-line = 第 { $line } 行：{ $what }
wotu-import-would = 共 { $all } 行，{ $good } 行可以导入。没有改动任何数据；加上 --commit 即导入。
wotu-import-done = 已导入 { $good } 行。
