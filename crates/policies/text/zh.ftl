policies-navigation = 政策与待遇

refusal-policies-not_a_day = “{ $found }”不是日历上的日期。请写成 2026-11-22 的形式。
refusal-policies-pack_unknown = 没有这个政策包。现有：{ $packs }。
refusal-policies-version_unknown = 这个政策包没有这个版本。现有：{ $versions }。
refusal-policies-measure_unknown = 这个版本没有这项措施。
