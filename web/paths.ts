/** Every address of the app, each once. Links, redirects and commands are written with these. */

/** Tabs of an incident, in the order people walk them. */
export const incidentTabs = [
  'story',
  'timeline',
  'accounts',
  'decisions',
  'factors',
  'map',
  'actions',
  'publish',
  'evidence',
] as const
/** Parts of the settings that have an address; `you` is at the bare one. */
export const settingsSections = [
  'you',
  'notifications',
  'tokens',
  'policy',
  'templates',
  'questions',
  'rules',
  'integrations',
  'outbox',
  'reports',
  'teams',
  'people',
  'agents',
  'sign-in',
  'kept',
] as const

/** One part of the settings. */
export type SettingsSection = (typeof settingsSections)[number]

/** One tab. */
export type IncidentTab = (typeof incidentTabs)[number]

/** Filters of a list as they stand in its address; absent and empty are the same. */
export type Filters = Readonly<Record<string, string | undefined>>

function withFilters(path: string, filters: Filters): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined && value !== '') query.set(name, value)
  }
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

export const paths = {
  home: () => '/',
  signIn: (next?: string) => withFilters('/sign-in', { next: next === '/' ? undefined : next }),
  /** Where a provider sends the browser back to. */
  signInBack: () => '/sign-in/back',
  /** Where the link in a mail leads; its secret stands behind the hash, which no server is told. */
  signInLink: () => '/sign-in/link',
  setUp: (token: string) => withFilters('/set-up', { token }),
  invitation: (token: string) => `/invitation/${encodeURIComponent(token)}`,
  firstDraft: (token: string) => `/read/${encodeURIComponent(token)}`,
  incidents: (filters: Filters = {}) => withFilters('/incidents', filters),
  openIncident: () => '/incidents/new',
  incident: (reference: string, tab: IncidentTab = 'story') =>
    `/incidents/${encodeURIComponent(reference)}/${tab}`,
  /** A thing on a tab: the tab scrolls to it and gives it focus. */
  onIncident: (
    reference: string,
    place: { readonly tab: IncidentTab | 'meeting'; readonly id: string | null },
  ) =>
    `${place.tab === 'meeting' ? paths.meeting(reference) : paths.incident(reference, place.tab)}${place.id === null ? '' : `#${encodeURIComponent(place.id)}`}`,
  /** Where the account of a role is told. */
  giveAccount: (reference: string, role: string) =>
    withFilters(paths.incident(reference, 'accounts'), { role }),
  /** The incident from its beginning, the future hidden. Outside the incident's pages: those say how it ends. */
  foresight: (reference: string) => `/incidents/${encodeURIComponent(reference)}/foresight`,
  /** The wall of a meeting, on a screen of its own. */
  meeting: (reference: string) => `/incidents/${encodeURIComponent(reference)}/meeting`,
  /** A seat in a meeting, by the secret of its link. */
  seat: (link: string) => `/meeting/${encodeURIComponent(link)}`,
  /** The same of a published edition, by its id: an address with the title in it would give the end away. */
  editionForesight: (editionId: string) => `/library/${encodeURIComponent(editionId)}/foresight`,
  /** A drill: chosen here, led at its own address, and joined by a link with its secret. */
  drills: () => '/drill',
  drill: (id: string) => `/drill/${encodeURIComponent(id)}`,
  drillSeat: (secret: string) => `/drill/with/${encodeURIComponent(secret)}`,
  /** The timeline with its filters, its lanes and its clocks. */
  timeline: (reference: string, filters: Filters = {}) =>
    withFilters(paths.incident(reference, 'timeline'), filters),
  actions: (filters: Filters = {}) => withFilters('/actions', filters),
  /** The weekly quarter of an hour. */
  actionCheck: () => '/actions/check',
  /** Where the links of reminders lead; what they may do stands behind the hash, which no server is told. */
  followUp: () => '/follow-up',
  /** Where a link of an invitation leads; its secret stands behind the `#`. */
  invited: () => '/invited',
  unsubscribe: (token: string) => `/unsubscribe/${encodeURIComponent(token)}`,
  library: (filters: Filters = {}) => withFilters('/library', filters),
  /** Conditions across the published reviews. */
  patterns: () => '/patterns',
  settings: (section?: SettingsSection) =>
    withFilters('/settings', { section: section === 'you' ? undefined : section }),
  addIntegration: (kind?: string) => withFilters('/settings/integrations/new', { kind }),
  integration: (id: string) => `/settings/integrations/${encodeURIComponent(id)}`,
  report: () => '/report',
  reportReceipt: () => '/report/receipt',
  reports: () => '/reports',
  reportOnDesk: (id: string) => `/reports/${encodeURIComponent(id)}`,
  conduct: () => '/conduct',
  pulse: () => '/pulse',
  /** Anyone may try a text and read the rules: both ask the server nothing. */
  playground: () => '/playground',
  rules: (rule?: string) => (rule === undefined ? '/rules' : `/rules#${encodeURIComponent(rule)}`),
  /** Served as a page of its own, outside the app. */
  edition: (slug: string) => `/editions/${encodeURIComponent(slug)}`,
  editionMarkdown: (slug: string) => `/editions/${encodeURIComponent(slug)}.md`,
  editionJson: (slug: string) => `/editions/${encodeURIComponent(slug)}.json`,
} as const
