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

# The policy office's workbench: refusals
refusal-policies-draft_title = Say in at most { $max } characters what this draft is for.
refusal-policies-draft_note = Say in at most { $max } characters what is to be changed: whoever gets the draft back must know what to do.
refusal-policies-no_such_draft = There is no such draft.
refusal-policies-no_such_file = The draft has no such file.
refusal-policies-file_path = Write the file's name as name.yaml or tests/name.yaml: small letters, digits and underscores, at most 60 characters.
refusal-policies-file_too_large = The file is larger than { $max } KB. Divide it into several.
refusal-policies-file_exists = There is such a file already. Open it to change it.
refusal-policies-too_many_files = A draft has at most { $max } files.
refusal-policies-pack_file_stays = pack.yaml says which files the pack has, and cannot be taken out.
# The moment comes in both languages; both files name both, and each shows its own.
refusal-policies-file_changed = { $name } saved { $file } at { $at_en }, after what you read. Your text is still below: compare the two, then save again.{ $at ->
   *[other] {""}
}
refusal-policies-draft_changed_meanwhile = Somebody changed this draft at the same moment. Nothing is lost: save once more.
refusal-policies-draft_locked = { $state ->
    [submitted] This draft waits for a second person, and cannot be changed meanwhile. To change it, give it back first.
    [approved] This draft was approved, and cannot be changed. To change it, give it back first; it needs a new approval then.
    [published] This draft was published and is locked for ever. To change anything, begin a new draft.
   *[other] This draft was given up. To change anything, begin a new draft.
}
refusal-policies-draft_not_submitted = This draft was not submitted.
refusal-policies-draft_not_approved = No second person has approved this draft yet.
refusal-policies-second_person = Whoever changed this draft last or submitted it cannot approve it: ask a colleague to.
refusal-policies-draft_unchanged = The draft says the same as the edition it was begun from: there is nothing to publish.
refusal-policies-draft_overtaken = Since this draft was begun, another edition of the pack was published. Begin a new draft from that one and copy your changes, so that a colleague's change is not undone.
refusal-policies-draft_has_mistakes = { $count ->
    [one] One mistake is left, at { $place }. Put it right first.
   *[other] { $count } mistakes are left, the first at { $place }. Put them right first.
}
refusal-policies-draft_tests_fail = { $count ->
    [one] One case does not come out as expected. Put right the rule, or the case.
   *[other] { $count } cases do not come out as expected. Put right the rules, or the cases.
}
refusal-policies-draft_not_simulated = What it would mean for those who are registered was not reckoned yet. Simulate it first.
refusal-policies-simulation_out_of_date = The draft was changed after its last simulation. Simulate it again.
refusal-policies-simulation_running = This simulation is on its way already. Wait for it.
refusal-policies-no_simulation = This draft was not simulated yet.
refusal-policies-publish_in_past = The earliest day is today ({ $today }).
refusal-policies-publish_before_newest = The last edition is served from { $newest } on; this one cannot be earlier.
refusal-policies-facts_form = This is no facts file: { $detail }. Write a JSON object, such as “birth_date” with the value “1992-05-01”.

# The policy office's workbench: pages
policies-navigation-workbench = Policy workbench
policies-workbench = Policy workbench
policies-workbench-lead = Change a policy pack in a draft: find its mistakes, try it, reckon what it would mean, have a second person approve it, and publish it on a date. Until then the public sees nothing of it.
policies-workbench-drafts = Drafts
policies-workbench-filter = By state
policies-workbench-all = All
policies-workbench-empty = There is no draft.
policies-workbench-column-title = Draft
policies-workbench-column-state = State
policies-workbench-changed = Changed by { $name }, { $at }
policies-workbench-start = Begin a draft
policies-workbench-pack = Policy pack
policies-workbench-title-label = What it is for
policies-workbench-title-hint = For example: raise the settling-in allowance of class E.
policies-workbench-start-button = Begin from the last edition

# computed: policies-draft-state-
policies-draft-state-editing = Being edited
policies-draft-state-submitted = To be approved
policies-draft-state-approved = Approved
policies-draft-state-published = Published
policies-draft-state-discarded = Given up
policies-draft-against = To be done before it can be published
policies-draft-files = Files
policies-draft-column-file = File
policies-draft-column-state = Changes and mistakes
policies-draft-errors = { $count ->
    [one] 1 mistake
   *[other] { $count } mistakes
}
policies-draft-warnings = { $count ->
    [one] 1 remark
   *[other] { $count } remarks
}
policies-draft-unused = pack.yaml does not name it: it has no effect
policies-draft-findings = Mistakes and remarks
policies-draft-no-findings = No mistake was found.
policies-draft-warning = Remark
policies-draft-place = { $file }, line { $line }, column { $column }
policies-draft-new-file-label = Add a file
policies-draft-new-file-hint = For example v4.yaml; cases are tests/name.yaml. Then name it in pack.yaml.
policies-draft-new-file = Add
policies-draft-look = Look and try
policies-draft-changes = Changes to the edition in force
policies-draft-tests = Cases
policies-draft-cases = { $passed } pass, { $failed } do not
policies-draft-try = Try a person
policies-draft-simulation = What it would mean
policies-draft-submit-title = Submit for approval
policies-draft-submit-text = It then waits for a second person and cannot be changed meanwhile.
policies-draft-submit = Submit
policies-draft-own = This draft waits for a second person: whoever changed it last or submitted it cannot approve it.
policies-draft-approve-title = Approve
policies-draft-approve-text = Look at the changes, the cases and the simulation first. Once approved it can be published on a date.
policies-draft-approve = Approve
policies-draft-publish-title = Publish
policies-draft-publish-text = Once published it is locked for ever, and served to everybody from this day on.
policies-draft-from-label = Served from
policies-draft-from-hint = Today or a later day.
policies-draft-publish = Publish
policies-draft-return-title = Give it back
policies-draft-note-label = What is to be changed
policies-draft-note-hint = Its author will read this.
policies-draft-return = Give back
policies-draft-discard = Give this draft up
policies-draft-served-from = Published, and served from { $date } on. To change anything, begin a new draft.
policies-draft-happened = What happened
policies-draft-event = { $name }, { $at }
policies-draft-event-started = Begun
policies-draft-event-changed = { $note } changed
policies-draft-event-removed = { $note } taken out
policies-draft-event-submitted = Submitted for approval
policies-draft-event-returned = Given back: { $note }
policies-draft-event-approved = Approved
policies-draft-event-published = Published, served from { $note } on
policies-draft-event-discarded = Given up
policies-draft-done-submitted = It was submitted and waits for a second person.
policies-draft-done-returned = It was given back.
policies-draft-done-approved = It was approved.
policies-draft-done-published = It was published.
policies-draft-done-discarded = It was given up.
policies-draft-done-removed = The file was taken out.

policies-file-changed = Changed
policies-file-added = New
policies-file-removed = Taken out
policies-file-text = Text of the file
policies-file-text-hint = YAML. A text with mistakes can be saved; a draft with mistakes cannot be published.
policies-file-save = Save and check
policies-file-saved = Saved. This file has no mistake.
policies-file-saved-with-mistakes = { $count ->
    [one] Saved. This file has one mistake.
   *[other] Saved. This file has { $count } mistakes.
}
policies-file-no-findings = No mistake was found in this file.
policies-file-place = Line { $line }, column { $column }
policies-file-numbered = The text with line numbers
policies-file-differing = Changed since the draft was begun
policies-file-conflict = What your colleague saved, and what you wrote
policies-file-conflict-text = “-” is what your colleague has saved, “+” is what you wrote. The box below holds your text; save once more, and it stands.
policies-file-is-removed = This file was taken out. Saving puts it back.
policies-file-locked = This draft cannot be changed now.
policies-file-remove = Take this file out of the draft

policies-changes-before = In force
policies-changes-after = Draft
policies-changes-by-measure = By measure
policies-changes-by-file = By file
policies-changes-no-measure = No measure is changed.
policies-changes-not-loaded = The draft has mistakes; once they are put right, measures can be compared.
policies-changes-no-file = No file is changed.
policies-changes-version-added = New version { $version }
policies-changes-version-removed = Version { $version } is gone

policies-tests-mistakes = Cases that cannot be read
policies-tests-failed = Other than expected
policies-tests-passed = As expected
policies-tests-place = { $file }, line { $line }
policies-tests-what = What
policies-tests-expected = Expected
policies-tests-found = What came

policies-try-lead = Write down the facts of somebody made up, and see what the draft answers and why. Nobody's profile is read.
policies-try-facts = Facts (JSON)
policies-try-facts-hint = What is left out is unknown. Do not write about a real person.
policies-try-on = On which day
policies-try-button = Assess
policies-try-vocabulary = Which facts there are
policies-try-answers = What the draft answers
policies-try-missing = Still missing: { $facts }

policies-simulation-lead = Everybody registered in the region is assessed under the edition in force and under the draft, and only counted: nobody is shown. Numbers of fewer than 10 persons are not told.
policies-simulation-on = Assessed on
policies-simulation-on-hint = A day that both cover, such as the day on which it is to be published.
policies-simulation-button = Simulate
policies-simulation-running = It is being reckoned
policies-simulation-progress = { $done } of { $total } persons assessed
policies-simulation-look-again = Look again
policies-simulation-interrupted = The last simulation was interrupted: the draft was changed meanwhile, or the program stopped. Simulate again.
policies-simulation-out-of-date = The draft was changed after this simulation. Simulate again before you submit it.
policies-simulation-title = What it would mean
policies-simulation-result = Assessed on { $date }; asked for by { $name }, done { $at }.
policies-simulation-persons = persons registered
policies-simulation-gain = only gain
policies-simulation-lose = only lose
policies-simulation-mixed = gain and lose
policies-simulation-total-before = best combinations of all, in force
policies-simulation-total-after = best combinations of all, draft
policies-simulation-chart = Persons entitled: in force and draft
policies-simulation-table-persons = Persons and amounts by measure
policies-simulation-table-changes = Who gains and who loses by measure
policies-simulation-measure = Measure
policies-simulation-side = Edition
policies-simulation-yes = Entitled
policies-simulation-no = Not entitled
policies-simulation-unknown = Undecided
policies-simulation-refer = Individually
policies-simulation-cost = Amount
policies-simulation-a-year = { $cost } a year
policies-simulation-a-month = { $cost } a month
policies-simulation-granted = Newly entitled
policies-simulation-more = Entitled to more
policies-simulation-less = Entitled to less
policies-simulation-withdrawn = Entitled no more
policies-simulation-few = fewer than 10
policies-simulation-withheld = not told
policies-simulation-absent = no such measure
policies-simulation-note = One to nine persons are told as “fewer than 10”; other numbers are not told where those could be reckoned from them. Amounts count only those whose amount is known; measures that exclude each other each count in their own row, and once only in the best combination.
