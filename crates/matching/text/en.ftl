# Matching: parts of a score, reasons, hard conditions, what would change it, and refusals.

matching-part-occupation = Occupation
matching-part-skills = Skills
matching-part-experience = Experience
matching-part-place = Place
matching-part-pay = Pay
matching-part-language = Language

matching-answer-yes = Met
matching-answer-no = Not met
matching-answer-unknown = To be confirmed

matching-degree-lower_secondary = Lower secondary school or less
matching-degree-upper_secondary = Upper secondary or vocational school
matching-degree-short_cycle = Junior college
matching-degree-bachelor = Bachelor’s degree
matching-degree-master = Master’s degree
matching-degree-doctor = Doctorate

matching-condition-degree = Degree
matching-condition-licence = Licence or certificate
matching-condition-language = Language level
matching-condition-experience = Years of experience
matching-condition-place = Place of work
matching-condition-work_permit = Work permit
matching-condition-available = Start date
matching-condition-open = Application period
matching-condition-ruled = Further condition

matching-reason-unknown = You have not told us this yet
matching-reason-post_does_not_say = The post does not say; this part counts half
matching-reason-nothing_asked = The post asks nothing here; this part counts in full
matching-reason-occupation_code = Near by occupation code ({ $likeness }‰)
matching-reason-occupation_title = Near by job title ({ $likeness }‰)
matching-reason-occupation_text = Near by the words of the text ({ $likeness }‰)
matching-reason-other_occupation = Different from what you want or have done
matching-reason-has_skill = You have the skill: { $skill }
matching-reason-lacks_skill = Skill lacking: { $skill }
matching-reason-skill_unknown = Not known whether you have: { $skill }
matching-reason-enough_years = { $years } years of experience; the post seeks { $sought }
matching-reason-fewer_years = { $years } years of experience, fewer than the { $sought } sought
matching-reason-place_wanted = Where you would work
matching-reason-place_near = Near to where you would work
matching-reason-place_near_home = Near to where you live
matching-reason-other_place = Not where you would work
matching-reason-pay_reached = The least pay offered reaches what you want
matching-reason-pay_within_range = What you want is within the pay range
matching-reason-pay_below = Pays less than you want
matching-reason-other_currency = Another currency; the amounts cannot be compared
matching-reason-speaks = { $language }: { $level }, reaches { $sought }
matching-reason-speaks_less = { $language }: { $level }, below { $sought }
matching-reason-speaks_not = No { $language } (the post seeks { $sought })
matching-reason-level_unknown = Level of { $language } not known (the post seeks { $sought })

matching-change-add_skill = Have the skill: { $skill }
matching-change-speak_language = Reach { $level } in { $language }
matching-change-have_years = Have { $years } years of experience
matching-change-accept_place = Would also work in { $place }
matching-change-accept_pay = Accept { $pay } a year
matching-change-have_degree = Have the degree: { $degree }
matching-change-have_licence = Have the licence: { $licence }
matching-change-have_work_permit = Have a work permit
matching-change-be_available = Be able to begin on { $from }

refusal-matching-weight_unknown = There is no weight called “{ $weight }”.
refusal-matching-weight_twice = The weight “{ $weight }” is given twice.
refusal-matching-weight_missing = The weight “{ $weight }” is missing.
refusal-matching-weight_negative = The weight “{ $weight }” cannot be negative ({ $value }).
refusal-matching-weights_sum = The weights must add up to 1000; they add up to { $sum }.
refusal-matching-name_length = This cannot be empty, and has at most { $most } characters.
refusal-matching-text_length = The text has at most { $most } characters.
refusal-matching-too_many_entries = At most { $most } entries; there are { $count }.
refusal-matching-pay_negative = Pay cannot be negative.
refusal-matching-pay_range_reversed = The highest pay ({ $max }) is below the lowest ({ $min }).
refusal-matching-pay_two_currencies = Both ends of the pay range must be in the same currency.
refusal-matching-years_impossible = { $years } years of experience cannot be; { $most } is the most.
refusal-matching-occupation_empty = Give the occupation a title or a code.
refusal-matching-closes_before_opens = The closing date ({ $day }) is before the opening date ({ $opens }).
refusal-matching-starts_before_opens = The start of work ({ $day }) is before applications open ({ $opens }).
refusal-matching-no_openings = At least one person must be sought.
refusal-matching-wished_below_required = The years wished ({ $wished }) are fewer than the years required ({ $required }).
refusal-matching-language_twice = The language “{ $language }” is given twice.
refusal-matching-table_line = Line { $line } of the occupation table “{ $table }” cannot be read.
refusal-matching-query_too_long = A search has at most { $most } characters.
refusal-matching-query_without_words = There is no word or number in the search.
refusal-matching-page_out_of_reach = A page has 1 to { $limit } results, and paging ends at result { $reach }. Please narrow the search.
refusal-matching-index_unusable = The search index cannot be used at the moment and is being rebuilt ({ $cause }).
