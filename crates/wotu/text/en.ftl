# wotu: the command line
wotu-assess-on = On { $date }, under { $versions }:
wotu-assess-article = article { $article }
wotu-assess-missing = Still missing: { $facts }
wotu-assess-range = { $from } to { $to }
wotu-outcome-yes = yes
wotu-outcome-no = no
wotu-outcome-unknown = unknown
wotu-outcome-refer = negotiated
wotu-policy-sound = { $pack }: { $versions } versions, { $measures } measures, { $facts } facts. It loads.
wotu-match-line = { $rank }. { $title } ({ $id }): { $points } of 100
wotu-demo-ready = The demonstration region is open: { $address }
wotu-demo-sign-in = To sign in as { $role }: { $link }
wotu-demo-filling = Inventing { $people } people, { $organisations } organisations, { $posts } posts
wotu-demo-loopback = The demonstration listens on this machine only (127.0.0.1): its sign-in links have no password.
wotu-import-line = line { $line }: { $what }
wotu-import-would = { $good } of { $all } lines can be imported. Nothing was changed; add --commit to import them.
wotu-import-done = { $good } lines were imported.
