// Who does a job: nouns as data, and the words before them that decide. Lower case, dictionary forms.

/** Jobs: nouns that are a person whatever stands before them. */
export const roles: ReadonlySet<string> = new Set(
  `engineer developer admin administrator sysadmin dba sre intern trainee apprentice contractor consultant freelancer reviewer approver deployer committer maintainer strategist
supervisor technician analyst architect founder cofounder cto ceo ciso cio vp director responder commander coordinator colleague coworker teammate employee newcomer hire volunteer dev devs programmer coder tester
planner auditor trader teller cashier dispatcher electrician plumber student professor teacher librarian postdoc scientist specialist rep moderator newbie graduate temp superintendent foreman
captain clerk accountant secretary nurse doctor pharmacist requester oncall on-call programmer designer researcher releaser facilitator boss
executive inspector buyer trainer mechanic welder courier surgeon paramedic lawyer treasurer bookkeeper journalist tutor lecturer receptionist chemist physicist electrician storekeeper
bosun skipper navigator porter custodian sergeant subcontractor rigger caretaker president minister picker scribe attendant pilot curator editor-in-chief landlord organiser organizer economist statistician physician anaesthetist dentist chef fitter surveyor janitor archivist warden locum pm cfo coo cpo cmo po dean provost mayor governor chairman bloke dude fellow
chap lad photographer signer stoker signaller bricklayer roofer baker cook waiter bartender barista postman agronomist veterinarian sommelier
novice rookie junior webmaster storeman hostess musician jailer croupier proofreader copywriter typist telephonist switchboard-operator paralegal notary magistrate`
    .split(/\s+/)
    .filter(Boolean),
)

/** Jobs that are as often a program: the word before decides. */
export const rolesOrPrograms: ReadonlySet<string> = new Set(
  'operator cleaner agent model manager lead owner officer author assistant person member head guy shift partner man woman contact'.split(
    ' ',
  ),
)
/** Of those, the ones that are people unless the word before names a part of a machine. */
export const mostlyPeople: ReadonlySet<string> = new Set(
  'lead owner officer author person guy man woman contact'.split(' '),
)
/** Endings only people’s jobs have. */
export const roleEndings =
  /[a-z]{2}(?:woman|person|ologist|master)$|^(?:fore|sales|work|chair|crafts|watch|repair|service|line|fire|police|camera|trades|door)man$/
/** Words before such a noun that make it a person. */
export const humanModifiers: ReadonlySet<string> = new Set(
  `the a an our their his her one this that another each duty shift night day support release product project team tech technical engineering operations ops service incident change account vendor field
customer-service call-centre support-desk sales project store plant branch line floor warehouse facilities finance hr marketing risk quality site senior junior new human machine control-room console first second acting on-call general it head security network database platform backup data same lone previous staff`.split(
    /\s+/,
  ),
)
/** Words before such a noun that make it a program. */
export const programModifiers: ReadonlySet<string> = new Set(
  `package memory lock task process session window connection secret secrets resource kubernetes k8s postgres prometheus monitoring user build log node metrics ssh cloud buffer cache file queue job partition
certificate cert config container pod cluster disk volume display download password patch state topology transaction workload hub service-mesh etcd redis kafka mysql strimzi elastic datadog telemetry`.split(
    /\s+/,
  ),
)
/** Nouns for several people at once. */
export const teamNouns: ReadonlySet<string> = new Set(
  `team group crew squad board committee council panel desk vendor supplier agency ministry department staff personnel management leadership ops engineering support helpdesk devops qa organisation organization company developers engineers people everyone everybody`.split(
    /\s+/,
  ),
)
