policies-navigation = Policies

refusal-policies-not_a_day = “{ $found }” is not a date of the calendar. Write it as 2026-11-22.
refusal-policies-pack_unknown = There is no such policy pack. There are: { $packs }.
refusal-policies-version_unknown = The pack has no such version. There are: { $versions }.
refusal-policies-measure_unknown = The version has no such measure.
