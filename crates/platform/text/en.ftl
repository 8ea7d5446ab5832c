# platform: signing in, errors, about the service
sign-in-title = Sign in
sign-in-lead = You can check entitlements and posts without signing in. Signing in lets you keep your profile, apply, and see how far a case is.
sign-in-login = E-mail address or account name
sign-in-password = Password
sign-in-no-account = No account yet?
sign-in-sign-up = Create an account for yourself
sign-in-sign-up-employer = We are an employer
link-title = Sign in
link-lead = This link belongs to { $name } ({ $login }).
link-password = Choose a password
link-password-hint = At least 12 characters. A sentence you will remember is best.

error-home = Go to the start page
error-sign-in = Sign in first
error-forbidden = You cannot do this
error-not-found = Not found
error-gone = This is over
error-too-many = Too often; please wait
error-failed = Something went wrong on our side
error-unavailable = The service cannot be reached just now
error-number = If you ask the service window about it, give this number: { $number }
error-refused = This was not done

refusal-platform-failed = Something went wrong on our side; nothing was changed. Try again later; if it goes on, ask the service window.
refusal-platform-unavailable = The service cannot do this at the moment; what you sent may not have been kept. Wait a little and try again.
refusal-platform-foreign_site = This request came from another site and was not carried out. Open our page and send it from there.
refusal-platform-forbidden = Your account may not do this. If you think it should, ask an administrator.
refusal-platform-sign_in_first = Sign in first, then go on.
refusal-platform-sign_in_wrong = The account or the password is not right. Check both and try again.
refusal-platform-sign_in_too_many = Too many tries within a minute. Wait a minute and try again.
refusal-platform-password_short = A password has at least { $least } characters.
refusal-platform-password_long = A password has at most { $most } characters.
refusal-platform-password_is_login = The password cannot be the account's own name.
refusal-platform-email_form = This is not a complete e-mail address. It looks like name@example.org.
refusal-platform-email_taken = There is an account with this e-mail address already. Sign in instead.
refusal-platform-signed_in_already = You are signed in already. Sign out first if you want another account.
refusal-platform-sign_up_too_many =
    { $minutes ->
        [one] Too many accounts were asked for from your network. Try again in a minute.
       *[other] Too many accounts were asked for from your network. Try again in { $minutes } minutes.
    }
refusal-platform-link_over = This link was used already or is too old. Ask an administrator for a new one.
refusal-platform-form_token = This form was not opened on this site, or was open too long. Go back, reload the page, and send it again.
refusal-platform-form_broken = The form did not arrive whole. Send it again.
refusal-platform-too_large = Too large: the limit is { $limit }.
refusal-platform-method = This address does not take this kind of request.
refusal-platform-request_form = The request is not of the right form. Check the address or fill in the form again.
refusal-platform-query_form = The parameters in the address are not right: { $detail }
refusal-platform-input_form = The input is not of the right form: { $detail }
refusal-platform-not_json = Send it as application/json.
refusal-platform-no_such_page = There is no such page. Check the address, or begin at the start page.
refusal-platform-no_such_endpoint = There is no such endpoint. All of them: /api/openapi.json.
refusal-platform-idempotency_key_missing = The header Idempotency-Key is missing: make one, and use the same when you try again, so that it is done once.
refusal-platform-idempotency_key_form = An Idempotency-Key is 1 to 100 visible ASCII characters.
refusal-platform-idempotency_key_reused = This Idempotency-Key was used for another request. Make a new one.
refusal-platform-idempotency_key_spent = This was done already under this Idempotency-Key. The answer is repeated only to whoever has a session.

# computed: about-
about-accessibility-title = Accessibility
about-accessibility-1 = The service is designed for level AA of the Web Content Accessibility Guidelines (WCAG) 2.2: it works without scripts and with the keyboard, needs no sideways scrolling at 200 % zoom or on a screen 320 pixels wide, and offers larger type and higher contrast.
about-accessibility-2 = Every change is checked with axe. An automatic check cannot find everything; no independent body has assessed the service yet.
about-accessibility-3 = If a page does not work for you, tell the service window, and we will do it another way.
about-privacy-title = Privacy
about-privacy-1 = Without an account your answers are kept for this visit only, 24 hours at most. With an account they become your profile, and you decide about it.
about-privacy-2 = Identity numbers and credit codes are kept encrypted, with the keys outside the database. They stand in no log and no address.
about-privacy-3 = Who did what, when, is kept in a log that can only grow. It holds ids, states and counts, no personal content.
about-privacy-4 = Only when you apply do the officers, and the organisation you apply to, see what belongs to the application.
about-api-title = API
about-api-1 = Whatever a page can do, a program can: every act and every query has a JSON endpoint.
about-api-2 = Requests that change something carry an Idempotency-Key: repeating one with the same key does it once.
about-api-3 = The whole description (OpenAPI 3.1):
about-data-title = Open data
about-data-1 = What everybody may see, programs may read too: as JSON, without an account.
about-data-2 = Nothing about a person can be found here, unless they give their own number or answers.
about-data-licence = Licence for its use: { $licence }
about-data-no-licence = Licence for its use: not set by this region yet. Until it is, ask the service window before you publish it further.
about-data-list = What is published (the descriptions are in English):
about-data-none = Nothing is published yet.
about-data-needs = Needs the parameters: { $names }
about-source-title = Source code
about-source-1 = Wotu is free software under the Apache License 2.0: anybody may read, use, change and pass it on. The licences of what it contains stand in the file NOTICE of the source.
about-source-version = This installation runs version { $version }.
about-source-address = Its source:
about-source-no-address = The address of its source: not set by this region yet. Ask the service window for it.
