# People: refusals. The key is refusal-people-<code>.

refusal-people-identity_number_length = A resident identity number has 18 characters; you gave { $length }.
refusal-people-identity_number_characters = The first 17 characters of a resident identity number are digits, the last is a digit or X.
refusal-people-identity_number_division = The first six digits are not the code of a division. Compare them with the card.
refusal-people-identity_number_birth_date = The birth date in the number (digits 7 to 14) is not possible. Compare it with the card.
refusal-people-identity_number_check = The last character does not fit the others: one of them may be wrong. Compare them with the card.

refusal-people-name_missing = Enter a name.
refusal-people-name_too_long = A name has at most { $limit } characters.
refusal-people-name_characters = The name has characters that cannot be used, or no letters.
refusal-people-phone_form = This is not a complete telephone number. Give 11 digits for a Chinese mobile, the area code for a Chinese landline, and + with the country code elsewhere.

refusal-people-fact_name_form = “{ $name }” is not the name of a fact. Names are small letters, digits and underscores, and begin with a letter.
refusal-people-facts_null = This is null. Write {"{"}"unknown": true{"}"} if it is not known, {"{"}"none": true{"}"} if there is none.
refusal-people-facts_not_a_value = Here stands a value, or one of {"{"}"value": …{"}"}, {"{"}"none": true{"}"}, {"{"}"unknown": true{"}"}.
refusal-people-facts_number_not_whole = This number is not whole, or too large. Put decimals and amounts in quotes, for example "435.76".
refusal-people-facts_member_not_an_object = Each member of the list is written {"{"}"name": value{"}"}.
refusal-people-facts_since = “since” is a date that exists, for example 2023-03-14.
refusal-people-facts_source = “source” is one of declared, uploaded, seen, issued.
refusal-people-facts_not_an_object = “facts” is written {"{"}"name of a fact": value{"}"}.
refusal-people-facts_unknown_key = A facts file has no “{ $key }”, or it is not a text.

refusal-people-household_not_a_list = Household members are a list.
refusal-people-household_role = Choose how this household member is related to you.
refusal-people-household_too_many = A household has at most { $limit } members here.
refusal-people-household_two_spouses = Give only one spouse or partner.
refusal-people-household_birth_date = The birth date of this household member does not exist, or is after today.

refusal-people-resume_too_large = The file is too large. A résumé has at most { $limit_megabytes } MB.
refusal-people-resume_empty = The file is empty.
refusal-people-resume_is_archive = This is an archive (a Word .docx is one too), and we unpack none. We read JSON Resume, Europass XML, and the JSON of this platform.
refusal-people-resume_is_pdf = This is a PDF file, which we cannot read. If you made it with Europass, download it there as XML. We read JSON Resume, Europass XML, and the JSON of this platform.
refusal-people-resume_is_word = This is a Word or RTF file, which we cannot read. We read JSON Resume, Europass XML, and the JSON of this platform.
refusal-people-resume_is_picture = This is a picture, which we cannot read. We read JSON Resume, Europass XML, and the JSON of this platform.
refusal-people-resume_form_unknown = We do not know the form of this file. We read JSON Resume, Europass XML, and the JSON of this platform.
refusal-people-resume_xml_unknown = The root element of this XML file is “{ $root }”, which is not Europass. It would be SkillsPassport or Candidate.
refusal-people-resume_json_unknown = This JSON file is neither JSON Resume (with basics, work, education …) nor the form of this platform (with facts).
refusal-people-resume_encoding = The file is encoded as { $encoding }. Save it as UTF-8 and upload it again.
refusal-people-resume_not_utf8 = The file is not encoded as UTF-8 (at byte { $byte }). Save it as UTF-8 and upload it again.
refusal-people-resume_malformed = The file is incomplete or has a mistake at line { $line }, column { $column }. Export it again and upload it.
refusal-people-resume_doctype = The file has a document type (DOCTYPE) at line { $line }, which we do not read, for safety. Export it without one.
refusal-people-resume_entity = The file uses an entity of its own at line { $line }, column { $column }, which we do not read, for safety.
refusal-people-resume_too_deep = The file is nested more than { $limit } levels deep at line { $line }. That is no résumé.
refusal-people-resume_too_many_elements = The file has more than { $limit } items by line { $line }. That is no résumé.
refusal-people-resume_too_many_entries = We read at most { $limit } each of jobs, studies, skills and languages.
refusal-people-resume_key_twice = “{ $key }” stands twice in one place: line { $line }, column { $column }.
refusal-people-resume_wrong_type =
    “{ $place }” should be { $expected ->
        [list] a list
        [object] an object
       *[text] a text
    }.
refusal-people-resume_no_content = This Europass file has no “{ $element }”, so nothing to read.

# Acts
refusal-people-no_facts = Give at least one fact.
refusal-people-too_many_statements = At most { $limit } statements are kept about one person. Delete some answers first.
refusal-people-birth_date_in_future = The date of birth must be in the past.
refusal-people-birth_date_too_early = The date of birth lies more than { $years } years back. Check the year.
refusal-people-no_such_person = There is no such person.
refusal-people-draft_form = “form” is one of json_resume, europass_skills_passport, europass_candidate, facts_file.
refusal-people-fact_is_official = An office recorded this fact. Ask the service window to correct it.
refusal-people-identity_number_contradicts = The number says that you were born on { $in_number }, your answer says { $told }. Correct whichever is wrong.
refusal-people-identity_number_taken = Another profile has this number already. Ask the service window.

# Pages: what fields alone can say
refusal-people-answer_missing = Give an answer, or say that you do not know.
refusal-people-date_incomplete = Give year, month and day.
refusal-people-date_impossible = This date does not exist. Check year (four digits), month and day.
refusal-people-place_code = Give the code of the place: six digits in China, a country or region code elsewhere, such as PT or CA-NS.
refusal-people-number_not_whole = Give a whole number in digits, for example 3.
refusal-people-not_a_number = Give a number in digits, for example 2.5.
refusal-people-no_such_question = There is no such question.
refusal-people-no_such_member = There is no such entry in the list any more.

people-navigation = Check entitlements

people-yes = Yes
people-no = No
people-or = or
people-none = None
people-unknown = I do not know
people-choose = Choose
people-separator = ,{" "}
people-field-separator = ;{" "}
people-currency =
    { $code ->
        [CNY] yuan
        [EUR] euros
        [CAD] Canadian dollars
       *[other] { $code }
    }
people-field-and-value = { $field }: { $value }
people-member-words = { $first } ({ $others })
people-since = since { $date }
people-differs = { $source } says otherwise: { $value }
people-told = Your last answer: { $answer }
people-progress = { $group } · { $answered } answered
people-ahead = At most { $at_most } questions are left, this one included. We ask only what can change your results.
people-ahead-then = At most { $at_most } questions are left, this one included; once it is answered, on average at most { $then }. We ask only what can change your results.
people-ahead-last = This is the last question that can change your results.
people-results-so-far = See the results with what you have told so far
people-see-results = See results
people-forget = Delete this answer

people-place-elsewhere = Elsewhere
people-place-code = Code of the place
people-place-code-hint = Six digits in China (110000 is Beijing), a country or region code elsewhere (PT, CA-NS)
people-place-number = Choice { $number }

people-source-declared = self-declared
people-source-uploaded = uploaded
people-source-seen = seen at a window
people-source-issued = issued by an authority

people-group-about_you = About you
people-group-study = Study
people-group-work = Work
people-group-rating = Rating
people-group-housing = Housing
people-group-household = Household
people-group-plan = Plans
people-group-study_loan = Study loan
people-group-emigration = Time abroad
people-group-rural = Rural talent
people-group-other = Other facts

people-start-title = See what you are entitled to
people-start-lead = Answer some questions, one at a time. No account is needed.
people-start-you-see = At the end you see:
people-start-see-1 = which measures you are entitled to, which not, and which depend on something still unknown
people-start-see-2 = how much you would receive and when, with the article that decides
people-start-see-3 = which posts fit you, and why
people-start-cost = It is free and takes about five minutes. You can stop at any time and see the results so far.
people-start-now = Start now
people-start-go-on = Continue answering
people-start-resume =
    { $answered ->
        [one] You have given { $answered } answer.
       *[other] You have given { $answered } answers.
    }
people-start-answers = Check your answers
people-start-upload-title = You have a résumé file?
people-start-upload = JSON Resume and Europass XML can be read, so that there is less to answer.{" "}
people-start-upload-link = Upload a résumé
people-start-need-title = What you need
people-start-need = Your dates of study and work, your employment contract if there is one, and your talent rating if you have one. Whatever you do not know, say so: nothing is assumed.
people-start-data-title = Your answers
people-start-data-visitor = Your answers are kept for this visit and deleted after a day. If you sign up, they become your profile.
people-start-data-person = Your answers are saved in your profile. Only you and the officers of the talent service see them.
people-start-sign-in = Sign in to go on with your profile

people-member-number = { $number }
people-member-first = Add
people-member-another = Add another
people-member-nobody = There is none
people-member-done = Continue
people-member-add = { $list }: add
people-member-change = { $list }: change
people-member-save = Save
people-member-remove = Remove

people-answers-title = Check your answers
people-answers-empty = You have not answered anything yet.
people-answers-keep-title = Keep your answers
people-answers-keep = Without an account they are deleted after a day.

people-upload-title = Upload a résumé
people-upload-lead = Nothing is saved before you have seen what was read and confirmed it. These files can be read:
people-upload-europass = Europass XML, old and new
people-upload-file = Résumé file
people-upload-file-hint = JSON or XML, at most 2 MB
people-upload-button = Read the file
people-form-json_resume = JSON Resume (jsonresume.org)
people-form-europass_skills_passport = Europass XML (SkillsPassport)
people-form-europass_candidate = Europass XML (Candidate)
people-form-facts_file = the JSON of this platform
people-draft-title = Check what the file says
people-draft-lead = Read as { $form }. Nothing has been saved yet.
people-draft-legend = Which of these are right?
people-draft-legend-hint = Untick what is wrong or should not be saved.
people-draft-where = from { $place }
people-draft-confirm = Save what is ticked
people-draft-nothing = The file says nothing that a question asks for.
people-draft-unfit = Read, but not usable
people-draft-not-understood = Not understood
people-draft-not-understood-lead = We do not guess. Please answer the questions about these.
people-draft-not-used = Not used

people-sign-up-title = Create an account
people-sign-up-lead = What you have answered is kept and becomes your profile.
people-sign-up-name = Name
people-sign-up-name-hint = As on your identity document
people-sign-up-email = E-mail address
people-sign-up-email-hint = You sign in with it
people-sign-up-password = Password
people-sign-up-password-hint = At least 12 characters. A sentence is easy to remember and hard to guess.
people-sign-up-button = Create account
people-sign-up-have = I have an account already
people-sign-up-employer = We are an employer

people-account-title = Your profile
people-account-empty = Nothing is known about you yet.
people-account-duties = Your work
people-identity-title = Resident identity number
people-identity-kept = On record: { $masked }. Only these characters are ever shown.
people-identity-none = Not given. You need it only when you apply for something that is paid out.
people-identity-label = Resident identity number
people-identity-hint = 18 characters. It is checked and kept encrypted.
people-identity-button = Save the number
people-export-title = Take your data along
people-export-lead = All that is known about you, and everything ever said, as a file:{" "}
people-export-link = Download JSON
