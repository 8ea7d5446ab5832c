policies-navigation = Policies

# Refusals
refusal-policies-not_a_day = “{ $found }” is not a date of the calendar. Write it as 2026-11-22.
refusal-policies-pack_unknown = There is no such policy pack. There are: { $packs }.
refusal-policies-version_unknown = The pack has no such version. There are: { $versions }.
refusal-policies-measure_unknown = The version has no such measure.
refusal-policies-packs_compiled_in = This program runs the packs that were compiled into it: there is no folder to read again. To be able to change packs while it runs, start it with --packs FOLDER.
# The engine's words come in both languages; both files name both, and each shows its own.
refusal-policies-pack_mistake = { $place }: { $zh ->
   *[other] { $en }
}

# Words between words
policies-list-separator = { ", " }
policies-member-separator = { "; " }
policies-clause-separator = { "; " }
policies-sentence-separator = { " " }

# Values
policies-value-yes = yes
policies-value-no = no
policies-value-none = none
policies-value-unknown = not known
policies-class = { $id }: { $title }
policies-member = { $list }, no. { $number }
policies-member-field = { $member }: { $field }
policies-worth-range = { $from } to { $to }
policies-worth-at-most = up to { $amount }
policies-worth-about = about { $amount }
policies-per-year = { $amount } a year
policies-per-month = { $amount } a month
policies-per-once = once
policies-per-year-word = each year
policies-per-month-word = each month
policies-period-years = { $years ->
    [one] { $years } year
   *[other] { $years } years
}
policies-period-months = { $months ->
    [one] { $months } month
   *[other] { $months } months
}
policies-period-both = { $years ->
    [one] { $years } year
   *[other] { $years } years
} { $months ->
    [one] { $months } month
   *[other] { $months } months
}
policies-place-PT = Portugal
policies-place-CA = Canada
policies-article = article { $article }
policies-said-declared = by your own word
policies-said-uploaded = document uploaded
policies-said-seen = checked at a window
policies-said-issued = issued by an authority
policies-said-default = not told: the declared default
policies-apply-person = You apply yourself.
policies-apply-employer = Your employer applies.
policies-apply-deadline = By { $date }.
policies-paid-by = Paid by: { $by }

# How well a source is known
policies-source = Source:{ " " }
policies-source-read-on = Read on { $date }
policies-mark-L = law in full
policies-mark-O = official excerpt
policies-mark-S = secondary
policies-mark-D = derived
# computed: policies-mark-
policies-mark-L-long = Law read in full, word by word, as officially published.
policies-mark-O-long = Official excerpt: a part, as published by an authority.
policies-mark-S-long = Secondary: a reprint or a news report; the official original was not seen.
policies-mark-D-long = Derived by us from the other sources, by arithmetic or comparison.

# Kinds of benefit
# computed: policies-kind-
policies-kind-money = Money
policies-kind-housing = Housing
policies-kind-residence = Residence
policies-kind-schooling = Schooling
policies-kind-employment = Employment
policies-kind-title = Title
policies-kind-service = Service
policies-kind-loan = Loan
policies-kind-prize = Prize

# How a version stands
policies-standing-in-force = In force
policies-standing-not-read = Unclear today
policies-standing-superseded = Superseded
policies-standing-ended = Ended
policies-standing-to-come = Not yet in force
policies-dates-from = from { $from }
policies-dates-until = { $from } to { $until }
policies-dates-not-read = from { $from }; not read whether it applies from { $after } on

# The packs
policies-packs-title = Policies
policies-packs-lead = Each rule names its article and its source. What we could not read, we say we could not read.
policies-card-measures = { $count ->
    [0] no measure applies today
    [one] { $count } measure to look up today
   *[other] { $count } measures to look up today
}
policies-pack-lead = { $versions ->
    [one] One version
   *[other] { $versions } versions
}; { $in_force ->
    [0] none applies
    [one] one applies
   *[other] { $in_force } apply
} today.
policies-pack-none-in-force = No version applies today. Earlier ones are in the list of versions.
policies-version-no-measures = What was read of this version holds no measure that could be decided.
policies-versions-title = Versions
policies-versions-today = Only what applies today
policies-compare-box = What changed
policies-compare-link = { $from } and { $to }
policies-gaps-title = What could not be read
policies-gaps-lead = About these we answer “unknown”. We do not take them for a no.
policies-sources-link = All sources
policies-sources-title = Sources
policies-sources-lead = The letter of a source says how well it is known.

# One measure
policies-measure-conditions = Conditions
policies-measure-all-of = { $count ->
    [one] This must hold:
   *[other] All { $count } of these must hold:
}
policies-measure-no-conditions = The text states no conditions.
policies-measure-expressions = The expressions that are computed
policies-measure-expressions-lead = This is how the pack writes the conditions and what the program decides by. A fact that was not given is unknown: never no, never zero.
policies-measure-refer = No automatic answer in these cases:
policies-measure-amount = Amount
policies-measure-caps = At most
policies-measure-instalments = Instalments
policies-measure-duration = Duration
policies-measure-not-with = Not together with
policies-measure-continuing = What must still hold later
policies-measure-apply = How to apply
policies-measure-paid-by = Who pays
policies-measure-evidence = Evidence
policies-measure-interpretation = How the text is understood
policies-measure-gaps = What could not be read
policies-measure-wording = The wording
policies-measure-wording-not-read = The wording of this article was not read word by word. The description beside it (above it on a phone) is written from these sources.
policies-measure-sources = Sources
policies-wording-original = { $language } (original)
policies-language-zh = Chinese
policies-language-en = English
policies-language-pt = Portuguese
policies-language-fr = French
policies-table-value = Value
policies-table-number = Number
policies-table-period = Period
policies-amount-once = Paid once; computed from your circumstances.
policies-amount-yearly = Paid each year; computed from your circumstances.
policies-amount-monthly = Paid each month; computed from your circumstances.
policies-amount-once-by-table = Paid once; computed from these figures.
policies-amount-yearly-by-table = Paid each year; computed from these figures.
policies-amount-monthly-by-table = Paid each month; computed from these figures.
policies-amount-computed = Computed from your circumstances.
policies-amount-by-table = Computed from these figures.
policies-amount-not-read = Amount not read
policies-amount-unknown = Amount not known yet
policies-amount-failed = Amount cannot be computed
policies-rule-instalments-equal = In { $count } equal instalments, { $every } apart.
policies-rule-instalments-not-read = In { $count } instalments, { $every } apart; how much each is was not read.
policies-rule-instalments-stated = In { $count } instalments, { $every } apart, each as the text states.

# What changed
policies-compare-title = From { $from } to { $to }
policies-compare-lead = Compares what was read of two versions. A measure that the later one lacks may have ended, or may stand in a part that was not read: see what could not be read of that version.
policies-compare-from = Earlier version
policies-compare-to = Later version
policies-compare-button = Compare
policies-compare-overview = What became of each measure
policies-compare-measure = Measure
policies-compare-change = Change
policies-compare-what = What differs
policies-compare-nothing = —
policies-compare-same-words = { $words } (decided differently)
policies-compare-same-amount = { $words } (computed differently)
policies-compare-untold = The pack has no words for it, only an expression.
policies-compare-expression = Expression
policies-compare-row = { $row }: { $value }
policies-change-added = New
policies-change-removed = Not in the later one
policies-change-same = Same
policies-change-changed = Changed
policies-what-title = Name
policies-what-amount = How it is computed
policies-what-per = How often it is paid
policies-what-condition = Condition
policies-what-caps = Cap
policies-what-instalments = Instalments
policies-what-duration = Duration
policies-what-not-with = Not together with

# A person's results
policies-outcome-yes = Entitled
policies-outcome-no = Not entitled
policies-outcome-refer = Ask the window
policies-outcome-left-out = Not at the same time
policies-outcome-undecided = Cannot be decided
policies-outcome-missing = { $count ->
    [one] { $count } fact missing
   *[other] { $count } facts missing
}
policies-heading-yes = { $count ->
    [one] You are entitled to { $count } measure
   *[other] You are entitled to { $count } measures
}
policies-heading-none = There is no measure yet that you are surely entitled to
policies-heading-refer = { $count ->
    [one] { $count } is for the service window to confirm
   *[other] { $count } are for the service window to confirm
}
policies-heading-unknown = { $count ->
    [one] { $count } needs more facts
   *[other] { $count } need more facts
}
policies-heading-separator = { "; " }
policies-lead = Under the policies in force on { $date } ({ $versions })
policies-gap-after = { $version }: whether it still applies from { $date } on was not read, so the answer can only be “unknown”.
policies-gap-carried = { $what }: no later version restates it. Whether it still applies from { $date } on was not read, so the answer can only be “unknown”.
policies-carried-measures = { $version } ({ $measures })
policies-carried-lead = Carried over from { $version }: no later version restates these. Whether they still apply from { $date } on was not read.
policies-row-carried = { $law }; carried over from { $version }, no later version restates it
policies-row-law = { $version }
policies-row-law-article = { $version }, { $article }
policies-row-reasons = Reasons one by one ({ $count })
policies-row-duration = { $period } at most
policies-why-met = You meet: { $conditions }.
policies-why-all-met = All { $count } conditions are met.
policies-why-unconditional = There are no conditions.
policies-why-not-met = Not met: { $condition }.
policies-why-not-met-and-more = Not met: { $condition }; nor { $more ->
    [one] { $more } other condition
   *[other] { $more } other conditions
}.
policies-why-one-missing = { $question } Your answer decides.
policies-why-missing = Still to be known: { $facts }.
policies-why-missing-and-more = Still to be known: { $facts } and { $more } more.
policies-why-cannot-tell = You could not tell: { $condition }.
policies-left-out-worth-less = You qualify, but not together with { $others }, which is worth more to you.
policies-left-out-no-amount = You qualify, but not together with { $others }; this one has no amount to compare.
policies-left-out-priority = You qualify, but { $others } comes first, and then this one is not given.
policies-instalments = { $count ->
    [one] { $count } instalment
   *[other] { $count } instalments
}
policies-instalments-equal = { $count } instalments of { $amount }
policies-instalments-each = { $count } instalments: { $amounts }
policies-instalments-not-read = { $count } instalments; how much each is was not read
policies-cap-lowered = Lowered to the limit of { $limit }. { $text }
policies-cap-kept = Within the limit of { $limit }. { $text }
policies-reason-met = Met
policies-reason-not-met = Not met
policies-reason-unknown = Unknown
policies-reason-refer = Ask the window
policies-reason-no-refer = No need to ask
policies-reason-not-read = Not read
policies-reason-exception = An exception applies
policies-reason-facts = From what is known:{ " " }
policies-reason-questions = To be answered:{ " " }
policies-bundle-label = The best combination
policies-bundle-of = Made up of { $measures }.
policies-bundle-best-of = Made up of { $measures }. Where measures exclude each other, this is the combination worth most.
policies-bundle-no-amount = no amount
policies-bundle-payments = { $amount } ({ $count } payments together)
policies-could-add-outcome = not decided: facts are missing
policies-could-add-amount = its amount is not known, so it cannot be compared
policies-could-add-refer = for the service window to confirm
policies-could-add-currencies = in another currency, so it cannot be compared
policies-could-add-too-many = too many measures exclude each other to combine them one by one
policies-could-add-instead = { $because }; it would replace { $others }
