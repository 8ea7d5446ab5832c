# People: refusals. The key is refusal-people-<code>.

refusal-people-identity_number_length = A resident identity number has 18 characters; you gave { $length }.
refusal-people-identity_number_characters = The first 17 characters of a resident identity number are digits, the last is a digit or X.
refusal-people-identity_number_division = The first six digits are not the code of a division. Compare them with the card.
refusal-people-identity_number_birth_date = The birth date in the number (digits 7 to 14) is not possible. Compare it with the card.
refusal-people-identity_number_check = The last character does not fit the others: one of them may be wrong. Compare them with the card.

refusal-people-name_missing = Enter a name.
refusal-people-name_too_long = A name has at most { $limit } characters.
refusal-people-name_characters = The name has characters that cannot be used, or no letters.
refusal-people-email_form = This is not a complete e-mail address. It looks like name@example.org.
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
