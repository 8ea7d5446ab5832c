# Cases: the home page, the results, applying, following, and the desks of the service window and of employers.

cases-navigation-home = Home
cases-navigation-officer = Worklist
cases-navigation-mine = My applications
cases-navigation-employer = Applicants

# ---- Everywhere
cases-colon = {": "}
cases-list-separator = {", "}
cases-version-article = { $version } · { $article }
cases-kind-measure = Application for a measure
cases-kind-post = Application for a post
cases-post-closes = Apply by { $date }
cases-fact-source = ({ $source })

# ---- Home
cases-home-title = Home
cases-home-heading-1 = Come back, or stay:
cases-home-heading-2 = here is good soil for you
cases-home-text = Answer a few questions and see which talent measures you are entitled to, what is still missing, and which posts fit. Every answer names the clause it rests on.
cases-home-start = Start now
cases-home-start-note = No account needed, free of charge. See results after one answer; skip what you do not want to say.
cases-home-once = Fill in once, use everywhere
cases-home-once-1 = Fill in your details once, or upload a résumé
cases-home-once-2 = See each measure’s answer and the clause behind it
cases-home-once-3 = Apply at once; bring missing papers later
cases-home-once-4 = See how far it has come, by reference number
cases-home-upload = Upload a résumé instead
cases-home-status = Check progress by reference number
cases-home-posts = Newest posts
cases-home-posts-lead = Published by verified organisations.
cases-home-posts-all = See all posts
cases-home-figures = Figures you can look behind
cases-home-figures-lead = Each figure opens its definition and source.
cases-home-counted = Counted on { $date }.

cases-figures-title = What the figures mean
cases-figure-posts = posts open now
cases-figure-posts-definition = Posts that are published and whose last day for applying has not passed. One post counts once, however many people are sought.
cases-figure-organisations = verified employers
cases-figure-organisations-definition = Organisations that an officer verified and that are not closed. Each counts once.
cases-figure-measures = measures in force
cases-figure-measures-definition = Measures of those versions of “{ $pack }” that apply today ({ $versions }); one benefit or service counts once. Versions of which it was not read whether they still apply are counted too, and the results say so.
cases-figure-sources = sources cited
cases-figure-sources-definition = The laws, notices and pages that “{ $pack }” cites, each with how well it is known and when it was read.
cases-figure-applications = applications received
cases-figure-applications-definition = All applications this system received, for measures and for posts, those withdrawn later included.
cases-figure-source-database = Source: the database of this installation, counted when this page was opened.
cases-figure-source-pack = Source: the policy packs that this installation has loaded, counted when this page was opened.

# ---- Results
cases-results-title = Your results
cases-results-caption = { $name } · { $lead }
cases-results-nothing-told = Answer a few questions first
cases-results-nothing-told-text = Nothing is known about you yet, so every answer would be “unknown”. Begin with one question; each answer makes the results clearer, and “I do not know” is an answer too.
cases-results-facts = { $count ->
    [one] From 1 thing you told us
   *[other] From { $count } things you told us
}
cases-results-next = Answer next: { $question }
cases-results-bundle = How this combination came about, what was left out, and why
cases-results-chosen = In the combination
cases-results-left-out = Entitled, but excluded by others
cases-results-could-add = Could still be added
cases-results-yes = Entitled ({ $count })
cases-results-unknown = Needs more facts ({ $count })
cases-results-refer = To be agreed at the window ({ $count })
cases-results-other = Not at the same time ({ $count })
cases-results-no = Not entitled ({ $count })
cases-results-no-more = See each, with the condition that was not met ({ $count })
cases-results-apply = Apply
cases-results-more = { $count ->
    [one] 1 further measure needs more facts
   *[other] { $count } further measures need more facts
}
cases-results-if-it-applies = If it applies: { $amount }
cases-results-sum-and-note = { $sum }; { $note }
cases-results-apply-anyway = Apply without the facts
cases-results-contest = I disagree and want to apply
cases-results-applied = Applied: { $reference }
cases-results-late = The last day was { $date }
cases-results-apply-late = Apply all the same
cases-results-gaps = Clauses that could not be read ({ $count })
cases-results-posts = Posts that fit you
cases-results-to-posts = Posts that fit you ({ $count })
cases-results-posts-lead = The best first. Every point has its reason: open a post to see it.
cases-results-posts-nothing-told = Tell us your occupation, degree or skills to see posts in the order in which they fit.
cases-results-posts-tell = Tell us your occupation
cases-results-posts-none = No post whose conditions you meet is open now.
cases-results-posts-all = See all posts
cases-results-change = Look at another day, or another policy
cases-results-pack = Policy
cases-results-on = Policy in force on
cases-results-on-hint = For example 2022-11-01. A day in the past shows the version of that time.
cases-results-show = Show results

# ---- Applying
cases-apply-title = Apply: { $title }
cases-apply-post-title = Apply for a post
cases-apply-open = You have applied for this already; reference { $reference }, in progress.
cases-apply-open-link = See its progress
cases-apply-rules = What the rules say
cases-apply-by-employer = The instrument has the employer apply for this measure. You can send this first: the service window will tell you how your employer applies. Whether it is taken in, the window says.
cases-apply-not-read = { $reason } You can apply all the same: the service window will tell you.
cases-apply-check = Check the facts that were used
cases-apply-no-facts = No fact about you was used for this.
cases-apply-missing = Still missing
cases-apply-missing-text = Answer now, or send the application and tell us later.
cases-apply-papers = Papers
cases-apply-papers-not-read = The list of papers was not read in the instrument; the service window says what it needs.
cases-apply-papers-later = You can bring them later; the window looks at the originals.
cases-apply-despite-legend = Apply all the same
cases-apply-despite-hint = A person at the window will look at it. Be ready to say why you disagree, or to show papers.
cases-apply-despite = I know that the rules say no, or that the last day has passed, and apply all the same
cases-apply-despite-error = To send it, tick that you apply all the same
cases-apply-declaration = Declaration
cases-apply-declaration-text = By applying you say that these facts are true as far as you know. They are sealed with the application, for the window to work on it and for nothing else.
cases-apply-send = Apply
cases-apply-staff = An account of staff cannot apply for itself.
cases-apply-sign-in = Sign in or sign up before you apply
cases-apply-sign-in-text = So that you can follow it, bring papers, and withdraw it. What you have answered is kept.
cases-apply-sign-up = Sign up
cases-apply-sign-in-link = I have an account
cases-apply-fit = How it fits
cases-apply-shown = What the employer will see
cases-apply-shown-text = Only what stands here. Nothing else of your answers, such as your date of birth or household, is shown.
cases-apply-shown-name = Name: { $name }
cases-apply-shown-nothing = You have not told us anything about your work yet.
cases-apply-contact = How to reach you
cases-apply-contact-hint = A telephone number or e-mail address, for this post’s employer alone; kept encrypted.
cases-apply-consent-legend = Consent
cases-apply-consent = I agree that “{ $employer }” sees these facts and how to reach me, for this post

# ---- My applications
cases-mine-title = My applications
cases-mine-empty = You have not applied for anything yet. See what you are entitled to, and which posts fit.
cases-mine-results = See my results
cases-list-received = Received { $date }
cases-list-missing = { $count ->
    [one] 1 paper or fact missing
   *[other] { $count } papers or facts missing
}
cases-list-count = { $state } { $count }
cases-list-empty-filtered = No application passes these filters.

cases-application-received = Application received
cases-application-number = Your reference number
cases-application-keep = Write the number down, or bookmark or print this page.
cases-application-next = What happens next
cases-application-missing = Please bring
cases-application-summary = What you applied for
cases-application-reference = Reference number
cases-application-for = For
cases-application-version = Policy version
cases-application-employer = Employer
cases-application-on = Received
cases-application-answer = What the rules said when you applied:
cases-application-answer-post = How it fitted the post when you applied:
cases-application-law = Read the clause
cases-application-facts = Facts sealed with the application ({ $count })
cases-application-no-facts = Nothing that the applicant told was used, so no facts are sealed with this application.
cases-application-seal = Seal (SHA-256): { $seal }
cases-application-changed = You have changed some of these facts since. What was sealed stays as it was; the window sees that there is a change.
cases-application-later = Come back later
cases-application-later-text = Under “My applications” when you are signed in, or by the reference number without signing in.
cases-not-a-decision = This is what the system computes from the clauses. It is not a decision; a person decides.
cases-not-a-decision-post = Whether you are hired, the employer decides.
cases-timeline = What happened
cases-event-by = { $moment }, { $name }
cases-event-missing = { $moment }; missing: { $missing }

cases-withdraw-link = Withdraw this application
cases-withdraw-title = Do you want to withdraw this application?
cases-withdraw-warning = It will not be worked on any more, and cannot be taken up again.
cases-withdraw-text = It was received on { $date }. You can apply again; it then counts as received on that later day.
cases-withdraw-send = Withdraw
cases-withdraw-keep = Keep it
cases-withdrawn-notice = The application was withdrawn.

# ---- States
cases-state-received = Received
cases-state-accepted = Accepted for processing
cases-state-seen = Seen by the employer
cases-state-papers-missing = Accepted, papers missing
cases-state-withdrawn = Withdrawn
cases-step-received = Received
cases-step-check = Checked at the window
cases-step-accepted = Accepted for processing
cases-step-accepted-missing = Accepted, papers missing
cases-step-papers = Bring the papers
cases-step-you = Waiting for you
cases-step-decision = Decision
cases-step-seen = Seen by the employer
cases-step-reply = Employer replies
cases-step-withdrawn = Withdrawn
cases-step-no-date = No time limit was read
cases-next-window-checks = The service window checks the application, then accepts it or tells you what is missing. A time limit was not read in the policy, so no date stands here.
cases-next-bring-papers = The window has accepted it already. Bring what is missing, and it goes on. A time limit was not read in the policy: come soon, or ask the window.
cases-next-window-processes = The service window is working on it; a person decides. A time limit was not read in the policy, so no date stands here.
cases-next-employer-reads = The employer reads your application. No rule says within how many days an employer must reply.
cases-next-employer-answers = The employer has seen your application and will use the contact you left. No rule says within how many days.
cases-next-nothing = It was withdrawn and is not worked on. You can apply again.

cases-answer-yes = Entitled
cases-answer-no = Not entitled
cases-answer-unknown = Facts missing
cases-answer-refer = To be agreed
cases-answer-post-yes = Meets the conditions
cases-answer-post-unknown = Conditions to be confirmed

# ---- Status by reference
cases-status-title = Check progress
cases-status-reference = Reference number
cases-status-hint = For example { $region }-26-7K4M9Q2D-X. Capitals, spaces and hyphens do not matter.
cases-status-send = Check
cases-status-missing = { $count ->
    [one] 1 paper or fact is missing; sign in to see which.
   *[other] { $count } papers or facts are missing; sign in to see which.
}
cases-status-no-names = No name and no personal data is shown here.
cases-status-own = Sign in for the details

# ---- The service window
cases-officer-title = Worklist
cases-officer-empty = There are no applications.
cases-filter-label = Filter applications
cases-filter-state = State
cases-filter-answer = What the rules said
cases-filter-any = All
cases-filter-apply = Apply filters
cases-column-for = For
cases-column-person = Person
cases-column-answer = Rules
cases-column-state = State

cases-case-to-accept = Waiting to be accepted
cases-case-to-process = Being worked on
cases-case-to-complete = Waiting for the applicant
cases-case-to-leave = Nothing more to do
cases-case-no-clock = Time limit: not read in the policy
cases-case-rules = What the rules say
cases-case-amount = Amount computed at the application
cases-case-amount-text = From the sealed facts and the version in force then.
cases-case-instalments = In { $count } instalments. From the sealed facts and the version in force then.
cases-case-conditions = Conditions one by one
cases-case-condition = Condition
cases-case-fact = Fact and source
cases-case-met = met
cases-case-not-met = not met
cases-case-open = open
cases-case-not-referred = not to be agreed
cases-case-not-told = not told
cases-source-own-word = by your own word
cases-source-declared = told by the applicant
cases-source-applicants-word = by the applicant’s own word
cases-source-uploaded = paper uploaded
cases-source-seen = seen at the window
cases-source-issued = issued by an authority
cases-case-changed-tag = changed
cases-case-changed = Facts changed since the application ({ $count }), as they are now
cases-case-gaps = Not read of this measure
cases-case-missing-legend = What is still missing?
cases-case-missing-hint = Tick nothing if all is there. What you tick is told to the person, and it is accepted with papers missing.
cases-case-accept = Accept for processing
cases-case-accept-note = This is not a decision. The person sees when it was accepted and what is missing.
cases-case-person = Person
cases-case-name = Name
cases-case-sealed = Sealed
cases-case-on = Policy in force on
cases-case-known-on = As known on
cases-case-fingerprint = Fingerprint of the pack
cases-case-seal = Seal
cases-case-again = Reckoned again
cases-case-again-same = Same as sealed
cases-case-again-other = Differs from what was sealed: tell the administrator
cases-case-again-broken = What was sealed has been altered: tell the administrator
cases-case-again-pack = The pack is a newer one now; the sealed answer stands, and the old pack gives it again
cases-accepted-notice = Recorded. The person sees it.

# ---- Employers
cases-employer-title = Applicants
cases-employer-empty = Nobody has applied for your posts yet.
cases-seen-notice = Recorded. The person sees that you have read it.
cases-candidate-fit = How the person fits the post
cases-candidate-points = { $points } points of 100.
cases-candidate-post = See the post
cases-candidate-shown = What the person agreed to show you
cases-candidate-nothing = The person has not told anything about work.
cases-candidate-only = To be used for filling this post only.
cases-candidate-contact = How to reach the person
cases-candidate-accept = Mark as seen
cases-candidate-accept-note = The person sees that you have read it. This is no decision to hire.

# ---- Refusals
refusal-cases-accepted_already = This application was accepted already.
refusal-cases-applied_already = You have applied for this already; it is in progress under { $reference }.
refusal-cases-changed_meanwhile = Somebody else has just changed this application. Open it again and retry.
refusal-cases-consent_needed = To apply for this post, agree that the employer sees these facts
refusal-cases-contact_form = Enter a telephone number or e-mail address, at most { $max } characters
refusal-cases-day_in_future = You cannot apply for a day after today ({ $today })
refusal-cases-deadline_passed = The last day for applying was { $date }, says the instrument.
refusal-cases-filter_unknown = The filter can only be one of: { $allowed }
refusal-cases-measure_unknown = There is no such measure in the pack.
refusal-cases-missing_unknown = “{ $name }” is not a paper or fact that this measure needs.
refusal-cases-not_entitled = By the rules you are not entitled; not met: { $articles }.
refusal-cases-not_found = There is no such application.
refusal-cases-not_in_force = This measure is not in force on { $on }.
refusal-cases-other_desk = Applications for measures are accepted by the service window, those for posts by the employer of the post.
refusal-cases-pack_unknown = There is no such policy pack.
refusal-cases-post_condition = You do not meet what the post requires: { $conditions }.
refusal-cases-post_unknown = There is no such post.
refusal-cases-reference_check = One character of the number is wrong: check it again
refusal-cases-reference_form = Enter the reference number; it looks like JL-26-7K4M9Q2D-X
refusal-cases-reference_unknown = There is no application of this number: check it again
refusal-cases-too_many_missing = At most { $max } can be listed.
refusal-cases-too_many_tries = Too many tries; wait ten minutes
refusal-cases-withdrawn = This application was withdrawn already.
