# Organisations: refusals and the names of choices
refusal-organisations-already_verified = This organisation was verified on { $on }; it need not be verified again.
refusal-organisations-closed = This organisation was closed on { $on }; nothing more can be done with it.
refusal-organisations-credit_code_character = Character { $position } of the unified social credit code, “{ $character }”, is not allowed. Use digits and capital letters without I, O, S, V and Z.
refusal-organisations-credit_code_check = The last character of the unified social credit code does not fit the others. One of them may be mistyped: compare with the business licence.
refusal-organisations-credit_code_length = There should be { $length } characters, and there are { $count }. Give the whole unified social credit code.
refusal-organisations-credit_code_place = Characters 3 to 8 of the unified social credit code are the code of a division: character { $position } should be a digit.
refusal-organisations-date_before = The date cannot lie before that of the step before it ({ $earlier }).
refusal-organisations-headcount_unknown = “{ $value }” is not one of the sizes. Choose 1-9, 10-49, 50-249, 250-999 or 1000+.
refusal-organisations-industry_form = Give an industry code: a letter A to T, optionally with two to four digits, such as C or C35 (GB/T 4754).
refusal-organisations-kind_missing = Choose the kind of organisation.
refusal-organisations-kind_unknown = “{ $value }” is not one of the kinds. Choose employer, university, institute or park.
refusal-organisations-name_missing = Give the organisation’s name, in Chinese or in English.
refusal-organisations-not_verified = This organisation has not been verified yet. It can publish posts once it has.
refusal-organisations-place_form = “{ $value }” is not the code of a place. Give a code such as 220100.
refusal-organisations-place_missing = Choose where the organisation is.
refusal-organisations-text_too_long = At most { $limit } characters, and there are { $count }: shorten it.

organisations-kind-employer = Firm or other employer
organisations-kind-university = University or college
organisations-kind-institute = Research institute or hospital
organisations-kind-park = Park

organisations-standing-registered = Registered, not yet verified
organisations-standing-verified = Verified
organisations-standing-closed = Closed

# Sections of GB/T 4754-2017
organisations-industry-a = Agriculture, forestry, animal husbandry and fishery
organisations-industry-b = Mining
organisations-industry-c = Manufacturing
organisations-industry-d = Electricity, heat, gas and water
organisations-industry-e = Construction
organisations-industry-f = Wholesale and retail trade
organisations-industry-g = Transport, storage and post
organisations-industry-h = Hotels and catering
organisations-industry-i = Information transmission, software and information technology
organisations-industry-j = Finance
organisations-industry-k = Real estate
organisations-industry-l = Leasing and business services
organisations-industry-m = Scientific research and technical services
organisations-industry-n = Water, environment and public facilities
organisations-industry-o = Household services, repair and other services
organisations-industry-p = Education
organisations-industry-q = Health and social work
organisations-industry-r = Culture, sports and entertainment
organisations-industry-s = Public management, social security and social organisations
organisations-industry-t = International organisations
