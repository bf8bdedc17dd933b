/**
 * What speaks for a piece of evidence belonging on the timeline: weights and reasons as data, so that they
 * can be tuned and every proposal can say why it was made.
 */
import type { EventKind } from '../model/evidence.ts'

/** One reason for or against, with its weight. */
export interface Signal {
  /** Added to the confidence; the sum is held between 0 and 1. */
  readonly weight: number
  /** What the page shows beside the proposal. '' when it comes last there, in the words of `rule`. */
  readonly reason: string
  /** The rule in words, where they are not the reason. */
  readonly rule?: string
  /** The kind it suggests; the heaviest suggestion wins. */
  readonly kind?: EventKind
}

/** At or above: in the draft. */
export const PROPOSED_FROM = 0.6
/** At or above, and below the draft: in the tray beside it. */
export const TRAY_FROM = 0.3

/** Signals by name. The code below and in proposals.ts decides when one applies. */
export const signals = {
  alertStarted: { weight: 0.75, reason: 'alert started', kind: 'alert' },
  alertResolved: { weight: 0.7, reason: 'alert resolved', kind: 'recovery' },
  blindAlert: { weight: 0.4, reason: 'monitoring had no data', kind: 'observation' },
  written: { weight: 0.65, reason: 'written down with a time', kind: 'note' },
  inTimeline: { weight: 0.75, reason: "in the document's timeline", kind: 'note' },
  tableRow: { weight: 0.65, reason: 'row of an imported table', kind: 'note' },
  changeRow: { weight: 0.8, reason: 'recorded change', kind: 'deploy' },
  configRow: { weight: 0.75, reason: 'recorded configuration change', kind: 'config-change' },
  paged: { weight: 0.7, reason: 'someone was called', kind: 'page' },
  statusPosted: { weight: 0.75, reason: 'posted on the status page', kind: 'status-update' },
  recordedDecision: { weight: 0.7, reason: 'recorded decision', kind: 'decision' },
  recordedMitigation: {
    weight: 0.7,
    reason: 'recorded change of the system during the incident',
    kind: 'mitigation',
  },
  recordedFact: { weight: 0.4, reason: 'recorded by a system', kind: 'observation' },
  commitAlone: { weight: 0.4, reason: 'a commit, which is not yet a deploy', kind: 'commit' },
  agentStep: { weight: 0.35, reason: 'a step of the agent', kind: 'agent-step' },
  changesSomething: { weight: 0.3, reason: 'changed something outside its own notes' },
  cannotBeUndone: { weight: 0.3, reason: 'a step that cannot be taken back' },
  blockedByGuardrail: { weight: 0.4, reason: 'stopped by a guardrail' },
  wentWrong: { weight: 0.2, reason: 'ended with an error' },
  routine: { weight: -0.3, reason: '', rule: 'routine: looking, reading, bookkeeping' },
  repeated: { weight: -0.3, reason: '', rule: 'said before' },
  timeIncomplete: { weight: 0.4, reason: 'its time needs a day or a zone', kind: 'note' },
  undated: { weight: 0.4, reason: 'its source tells no time', kind: 'note' },
  plainLine: { weight: 0.1, reason: '', rule: 'a line without a time', kind: 'note' },
  chat: { weight: 0.15, reason: '', rule: 'a message of a person', kind: 'chat' },
  bot: { weight: 0.1, reason: '', rule: 'a message of a bot', kind: 'observation' },
  botDeploy: { weight: 0.55, reason: 'a bot announced a deploy', kind: 'deploy' },
  botAlert: { weight: 0.55, reason: 'a bot posted the alert', kind: 'alert' },
  botResolved: { weight: 0.5, reason: 'a bot posted that the alert resolved', kind: 'recovery' },
  botPage: { weight: 0.5, reason: 'someone was paged', kind: 'page' },
  botStatus: { weight: 0.5, reason: 'the status page changed', kind: 'status-update' },
  botConfig: { weight: 0.5, reason: 'a bot announced a change', kind: 'config-change' },
  topicChanged: { weight: 0.4, reason: 'channel topic changed', kind: 'status-update' },
  command: { weight: 0.8, reason: 'noted for the timeline at the time' },
  pinned: { weight: 0.6, reason: 'pinned' },
  keptByReaction: { weight: 0.6, reason: 'marked with a reaction for keeping' },
  alarmReaction: { weight: 0.3, reason: 'reaction that sounds an alarm' },
  doneReaction: { weight: 0.2, reason: 'reaction that marks it done' },
  eyesReaction: { weight: 0.1, reason: 'someone is looking' },
  manyReactors: { weight: 0.15, reason: 'three or more people reacted' },
  broadcast: { weight: 0.2, reason: 'sent from a thread to the whole channel' },
  longThread: { weight: 0.2, reason: 'started a long thread' },
  toolLink: { weight: 0.25, reason: 'links to a tool' },
  code: { weight: 0.15, reason: 'shows output or code' },
  image: { weight: 0.1, reason: 'shows a picture' },
  firstOfPerson: { weight: 0.1, reason: 'first message of this role' },
  firstAfterAlert: { weight: 0.15, reason: 'first message after the alert' },
  beforeGap: { weight: 0.05, reason: 'last message before a silence' },
  declares: { weight: 0.45, reason: 'declares the incident or a role', kind: 'decision' },
  mitigates: { weight: 0.4, reason: 'says something was done about it', kind: 'mitigation' },
  recovers: { weight: 0.35, reason: 'says it recovered', kind: 'recovery' },
  decides: { weight: 0.25, reason: 'says what will be done', kind: 'decision' },
  deploys: { weight: 0.35, reason: 'speaks of a deploy', kind: 'deploy' },
  impact: { weight: 0.3, reason: 'tells of customers', kind: 'observation' },
  status: { weight: 0.35, reason: 'tells of a status update', kind: 'status-update' },
  observes: { weight: 0.2, reason: 'tells what was seen', kind: 'observation' },
  finds: { weight: 0.3, reason: 'tells what was found', kind: 'observation' },
  hedged: { weight: -0.2, reason: '', rule: 'said as not done, or not yet' },
  question: { weight: -0.25, reason: '', rule: 'a question' },
  blames: { weight: -0.3, reason: '', rule: 'judges a person' },
  noise: { weight: -0.6, reason: '', rule: 'a greeting, an emoji or three letters' },
} as const satisfies Readonly<Record<string, Signal>>

/** Name of a signal. */
export type SignalName = keyof typeof signals

/** Words of people, one pattern per signal; matched on lower case. */
export const spoken: readonly (readonly [SignalName, RegExp])[] = [
  [
    'declares',
    /\b(?:declaring|declared|calling (?:it|this)|opening|this is) (?:a |an )?(?:sev ?-?\d|incident|p[0-2]\b)|\bi(?:'m| am|'ll be| will be| have|'ve got)(?: taking)?(?: the)? (?:ic|incident commander|incident command|comms|scribe)\b|\btaking (?:ic|incident command|comms)\b/,
  ],
  [
    'mitigates',
    /\b(?:roll(?:ed|ing) (?:it |this |that )?back|revert(?:ed|ing)|restart(?:ed|ing)|scal(?:ed|ing) (?:up|down|out|in|to)|fail(?:ed|ing) over|failover (?:done|complete)|disabl(?:ed|ing)|(?:turned|turning|switched|flipped) (?:it |this )?off|flag (?:is )?off|drain(?:ed|ing)|block(?:ed|ing) the|kill(?:ed|ing) (?:the|\d+)|paus(?:ed|ing)|rais(?:ed|ing) the|bump(?:ed|ing) the|throttl(?:ed|ing)|terminat(?:ed|ing)|rollback (?:is )?(?:done|complete|finished|started))\b/,
  ],
  ['status', /\bstatus ?page\b|\bposted (?:an|the) update\b|\bstatus update\b|\bupdate to customers\b/],
  [
    'recovers',
    /\b(?:back to normal|recover(?:ed|ing)|(?<!\bci )(?:is|are|now|looks?|looking) (?:green|stable|healthy|normal)|all clear|(?:errors?|latency|rate) (?:is |are |has |have )?(?:dropp(?:ed|ing)|back (?:to|down|under)|at (?:baseline|zero))|resolving (?:the|this) incident|incident (?:is )?(?:over|resolved|closed)|impact (?:is |has )?(?:over|ended))\b/,
  ],
  ['deploys', /\b(?:deployed|deploying|shipped|rolled out|rolling out|released|merged and deployed)\b/],
  [
    'finds',
    /\b(?:found it|found the|turns out|root of|culprit|looks like (?:the|it'?s)|it'?s the|confirmed|can reproduce|reproduced|correlates? with|started (?:right )?(?:after|with|at))\b/,
  ],
  [
    'impact',
    /\b(?:customers?|users?|merchants?|support tickets?) (?:are |is |can'?t|cannot|report|see|seeing|get|getting|say|from)|\b(?:checkout|payments?|orders?|login|site) (?:is |are )?(?:down|failing|broken|unavailable)\b/,
  ],
  ['decides', /\b(?:let'?s|we should|going to|decided|go ahead|approved?|i'?ll|we'?ll|plan is)\b/],
  [
    'observes',
    /\b(?:seeing|errors?|latency|spik(?:e|ed|ing)|p9[59]|5xx|50[0234]s?|time ?outs?|timing out|graphs?|dashboards?|saturat(?:ed|ion)|queue|backlog|connections|cpu|memory|climbing)\b/,
  ],
]

/** "Should we…", "not yet", "before we…": said, not done. Looked for in the words before a match. */
export const hedge =
  /\b(?:not|n't|never|before|should (?:we|i)|can (?:we|you|i)|could (?:we|you)|shall (?:we|i)|if (?:we|you|i)|want (?:me|us) to|without|instead of|try|maybe|thinking (?:of|about))\b[^.!?]{0,30}$/

/** Sentences that judge a person; they stay in the evidence and are left out of what we propose. */
export const faultTalk =
  /\b(?:you|he|she|they|\p{Lu}\p{Ll}+|@[\w.-]+) (?:should(?:'ve| have|n'?t have)|(?:just |really |totally |clearly )?(?:broke|screwed|messed|forgot|blew|botched|didn'?t (?:check|test|bother|read)|never (?:checks?|tests?|tested|checked)))\b|\bwho(?:ever)? (?:broke|merged|did|approved|pushed)\b|\b(?:your|his|her|their|\p{Lu}\p{Ll}+'s) (?:fault|mistake|screw-?up)\b/u

/** Messages that say nothing about the incident. */
export const greeting =
  /^(?:hi|hey|hello|morning|good (?:morning|evening|night|afternoon)|thanks?(?: you| all| everyone)?|thx|ty|ack|ok(?:ay)?|yes|yep|yeah|no|nope|lol|haha+|np|sure|cool|nice|great|on it|same|same here|\+1|done|brb|back|here|joining|good luck|well done|nice work|nice one)[\s!.,:)(@\w-]{0,12}$/i

/** Facts a reader marked, by the mark: what machines' records are weighed by beside their kind. */
export const markSignals: Readonly<Record<string, SignalName>> = {
  changes: 'changesSomething',
  irreversible: 'cannotBeUndone',
  blocked: 'blockedByGuardrail',
  failed: 'wentWrong',
  routine: 'routine',
  repeated: 'repeated',
  pinned: 'pinned',
}

/** Reactions by what they say; skin tones are cut off when evidence is read. */
export const reactionSignals: Readonly<Record<string, SignalName>> = {
  pushpin: 'keptByReaction',
  round_pushpin: 'keptByReaction',
  stopwatch: 'keptByReaction',
  floppy_disk: 'keptByReaction',
  star: 'keptByReaction',
  bookmark: 'keptByReaction',
  rotating_light: 'alarmReaction',
  fire: 'alarmReaction',
  white_check_mark: 'doneReaction',
  heavy_check_mark: 'doneReaction',
  tada: 'doneReaction',
  eyes: 'eyesReaction',
}

/** Addresses of tools whose links carry facts. */
export const toolLink =
  /https?:\/\/[^\s]{0,80}(?:grafana|pagerduty|sentry|statuspage|datadog|kibana|github\.com\/[\w.-]{1,60}\/[\w.-]{1,80}\/(?:pull|commit|actions)|gitlab|argocd|jenkins|cloudwatch|dashboards?|runbooks?)/i
