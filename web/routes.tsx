/**
 * Which page stands at which address. Every page is its own chunk, fetched when it is opened or when a
 * link to it is hovered. Addresses are written in `paths.ts`; a test holds the two together.
 *
 * The tabs of the review are `pages/Review….tsx`, each exporting a component of its file's name; they
 * render inside `IncidentFrame` and read the incident with `useRecord()`.
 */
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
  rootRouteId,
} from '@tanstack/react-router'
import { mayAs } from './access.ts'
import type { OperationName } from './client.ts'
import { Frame } from './pages/Frame.tsx'
import { PageFailed, PageNotFound } from './pages/Lost.tsx'
import { paths } from './paths.ts'
import { plainSearch } from './plain-search.ts'
import { selfQuery } from './queries.ts'

interface Context {
  readonly client: QueryClient
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** What the page is about to ask; whoever may not sees a sentence in its place. Absent: anyone signed in may. */
    readonly needs?: OperationName
  }
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  validateSearch: plainSearch,
  notFoundComponent: () => (
    <main className="px-4 py-6 sm:px-8">
      <PageNotFound />
    </main>
  ),
  errorComponent: ({ error }) => (
    <main className="px-4 py-6 sm:px-8">
      <PageFailed error={error} />
    </main>
  ),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/SignIn.tsx'), 'SignIn'),
})
const signInBack = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/back',
  component: lazyRouteComponent(() => import('./pages/SignInBack.tsx'), 'SignInBack'),
})
const signInLink = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/link',
  component: lazyRouteComponent(() => import('./pages/SignInLink.tsx'), 'SignInLink'),
})
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('./pages/SetUp.tsx'), 'SetUp'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./pages/Invitation.tsx'), 'Invitation'),
})

const firstDraft = createRoute({
  getParentRoute: () => root,
  path: '/read/$token',
  component: lazyRouteComponent(() => import('./pages/FirstDraft.tsx'), 'FirstDraft'),
})
const invited = createRoute({
  getParentRoute: () => root,
  path: '/invited',
  component: lazyRouteComponent(() => import('./pages/Invited.tsx'), 'Invited'),
})
const followUp = createRoute({
  getParentRoute: () => root,
  path: '/follow-up',
  component: lazyRouteComponent(() => import('./pages/FollowUp.tsx'), 'FollowUp'),
})
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe/$token',
  component: lazyRouteComponent(() => import('./pages/Unsubscribe.tsx'), 'Unsubscribe'),
})

const playground = createRoute({
  getParentRoute: () => root,
  path: '/playground',
  component: lazyRouteComponent(() => import('./pages/Playground.tsx'), 'Playground'),
})
const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  component: lazyRouteComponent(() => import('./pages/Rules.tsx'), 'Rules'),
})

/** Outside the frame, which asks who is here: these three ask nobody. */
const report = createRoute({
  getParentRoute: () => root,
  path: '/report',
  component: lazyRouteComponent(() => import('./pages/Report.tsx'), 'Report'),
})
const reportReceipt = createRoute({
  getParentRoute: () => root,
  path: '/report/receipt',
  component: lazyRouteComponent(() => import('./pages/ReportReceipt.tsx'), 'ReportReceipt'),
})
const conduct = createRoute({
  getParentRoute: () => root,
  path: '/conduct',
  component: lazyRouteComponent(() => import('./pages/Conduct.tsx'), 'Conduct'),
})

/** Who is not signed in comes back to the address once they are. */
async function signedIn({
  context,
  location,
}: {
  readonly context: Context
  readonly location: { readonly href: string }
}): Promise<void> {
  const self = await context.client.ensureQueryData(selfQuery)
  if (self.person === null) throw redirect({ href: paths.signIn(location.href) })
}

/** Outside the frame and the incident's pages: what stands around a replay must not say how it ends. */
const foresight = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$reference/foresight',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('./pages/Foresight.tsx'), 'ForesightOfIncident'),
})
const editionForesight = createRoute({
  getParentRoute: () => root,
  path: '/library/$editionId/foresight',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('./pages/Foresight.tsx'), 'ForesightOfEdition'),
})

/** Whoever has the link of a drill, with an account or without. */
const drillSeat = createRoute({
  getParentRoute: () => root,
  path: '/drill/with/$secret',
  component: lazyRouteComponent(() => import('./pages/DrillSeat.tsx'), 'DrillSeat'),
})
/** The wall of a meeting: a screen of its own, for the room. */
const meeting = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$reference/meeting',
  staticData: { needs: 'readMeeting' },
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('./pages/Meeting.tsx'), 'MeetingPage'),
})
/** A seat in a meeting, for phones: no account is needed. */
const seat = createRoute({
  getParentRoute: () => root,
  path: '/meeting/$link',
  component: lazyRouteComponent(() => import('./pages/Seat.tsx'), 'SeatPage'),
})

/** Everything behind the sign-in. */
const framed = createRoute({
  getParentRoute: () => root,
  id: 'framed',
  component: Frame,
  notFoundComponent: PageNotFound,
  errorComponent: PageFailed,
  beforeLoad: async ({ context, location, matches }) => {
    const self = await context.client.ensureQueryData(selfQuery)
    if (self.person !== null) return
    // Signing in would not bring back an address with nothing at it.
    if (matches.some(({ routeId }) => routeId === '/framed/$')) throw notFound({ routeId: rootRouteId })
    throw redirect({ href: paths.signIn(location.href) })
  },
})

const home = createRoute({
  getParentRoute: () => framed,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/Home.tsx'), 'Home'),
  beforeLoad: async ({ context }) => {
    const self = await context.client.ensureQueryData(selfQuery)
    // What is due and being written is for those who write; the others come to read.
    if (!mayAs(self.person)('listIncidents')) throw redirect({ href: paths.library(), replace: true })
  },
})
const incidents = createRoute({
  getParentRoute: () => framed,
  path: '/incidents',
  staticData: { needs: 'listIncidents' },
  component: lazyRouteComponent(() => import('./pages/Incidents.tsx'), 'Incidents'),
})
const openIncident = createRoute({
  getParentRoute: () => framed,
  path: '/incidents/new',
  staticData: { needs: 'openIncident' },
  component: lazyRouteComponent(() => import('./pages/OpenIncident.tsx'), 'OpenIncident'),
})
const reports = createRoute({
  getParentRoute: () => framed,
  path: '/reports',
  staticData: { needs: 'listReports' },
  component: lazyRouteComponent(() => import('./pages/Reports.tsx'), 'Reports'),
})
const reportOnDesk = createRoute({
  getParentRoute: () => framed,
  path: '/reports/$reportId',
  staticData: { needs: 'readReport' },
  component: lazyRouteComponent(() => import('./pages/ReportOnDesk.tsx'), 'ReportOnDesk'),
})
const pulse = createRoute({
  getParentRoute: () => framed,
  path: '/pulse',
  staticData: { needs: 'readPulse' },
  component: lazyRouteComponent(() => import('./pages/Pulse.tsx'), 'Pulse'),
})
const actions = createRoute({
  getParentRoute: () => framed,
  path: '/actions',
  staticData: { needs: 'listActions' },
  component: lazyRouteComponent(() => import('./pages/Actions.tsx'), 'Actions'),
})
const actionCheck = createRoute({
  getParentRoute: () => framed,
  path: '/actions/check',
  staticData: { needs: 'readActionCheck' },
  component: lazyRouteComponent(() => import('./pages/ActionCheck.tsx'), 'ActionCheck'),
})
const drills = createRoute({
  getParentRoute: () => framed,
  path: '/drill',
  staticData: { needs: 'openDrill' },
  component: lazyRouteComponent(() => import('./pages/Drills.tsx'), 'Drills'),
})
const drill = createRoute({
  getParentRoute: () => framed,
  path: '/drill/$drillId',
  staticData: { needs: 'readDrill' },
  component: lazyRouteComponent(() => import('./pages/Drill.tsx'), 'Drill'),
})
const library = createRoute({
  getParentRoute: () => framed,
  path: '/library',
  component: lazyRouteComponent(() => import('./pages/Library.tsx'), 'Library'),
})
const patterns = createRoute({
  getParentRoute: () => framed,
  path: '/patterns',
  staticData: { needs: 'findPatterns' },
  component: lazyRouteComponent(() => import('./pages/Patterns.tsx'), 'Patterns'),
})
const settings = createRoute({
  getParentRoute: () => framed,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/Settings.tsx'), 'Settings'),
})
const addIntegration = createRoute({
  getParentRoute: () => framed,
  path: '/settings/integrations/new',
  staticData: { needs: 'addIntegration' },
  component: lazyRouteComponent(() => import('./pages/IntegrationAdd.tsx'), 'IntegrationAdd'),
})
const integration = createRoute({
  getParentRoute: () => framed,
  path: '/settings/integrations/$integrationId',
  staticData: { needs: 'readIntegration' },
  component: lazyRouteComponent(() => import('./pages/Integration.tsx'), 'Integration'),
})

const incident = createRoute({
  getParentRoute: () => framed,
  path: '/incidents/$reference',
  staticData: { needs: 'readIncident' },
  component: lazyRouteComponent(() => import('./pages/IncidentFrame.tsx'), 'IncidentFrame'),
})
const incidentStart = createRoute({
  getParentRoute: () => incident,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ href: paths.incident(params.reference), replace: true })
  },
})
const story = createRoute({
  getParentRoute: () => incident,
  path: 'story',
  component: lazyRouteComponent(() => import('./pages/ReviewStory.tsx'), 'ReviewStory'),
})
const timeline = createRoute({
  getParentRoute: () => incident,
  path: 'timeline',
  component: lazyRouteComponent(() => import('./pages/ReviewTimeline.tsx'), 'ReviewTimeline'),
})
const accounts = createRoute({
  getParentRoute: () => incident,
  path: 'accounts',
  component: lazyRouteComponent(() => import('./pages/ReviewAccounts.tsx'), 'ReviewAccounts'),
})
const decisions = createRoute({
  getParentRoute: () => incident,
  path: 'decisions',
  component: lazyRouteComponent(() => import('./pages/ReviewDecisions.tsx'), 'ReviewDecisions'),
})
const factors = createRoute({
  getParentRoute: () => incident,
  path: 'factors',
  component: lazyRouteComponent(() => import('./pages/ReviewFactors.tsx'), 'ReviewFactors'),
})
const map = createRoute({
  getParentRoute: () => incident,
  path: 'map',
  component: lazyRouteComponent(() => import('./pages/ReviewMap.tsx'), 'ReviewMap'),
})
const incidentActions = createRoute({
  getParentRoute: () => incident,
  path: 'actions',
  component: lazyRouteComponent(() => import('./pages/ReviewActions.tsx'), 'ReviewActions'),
})
const publish = createRoute({
  getParentRoute: () => incident,
  path: 'publish',
  component: lazyRouteComponent(() => import('./pages/ReviewPublish.tsx'), 'ReviewPublish'),
})
const evidence = createRoute({
  getParentRoute: () => incident,
  path: 'evidence',
  component: lazyRouteComponent(() => import('./pages/Evidence.tsx'), 'Evidence'),
})

/** An address with nothing at it, inside the frame for whoever is signed in. */
const nowhere = createRoute({ getParentRoute: () => framed, path: '$', component: PageNotFound })

/** Every page, by its address. */
export const tree = root.addChildren([
  signIn,
  signInBack,
  signInLink,
  setUp,
  invitation,
  firstDraft,
  followUp,
  invited,
  unsubscribe,
  playground,
  rules,
  report,
  reportReceipt,
  conduct,
  foresight,
  editionForesight,
  drillSeat,
  meeting,
  seat,
  framed.addChildren([
    home,
    incidents,
    openIncident,
    reports,
    reportOnDesk,
    pulse,
    actions,
    actionCheck,
    drills,
    drill,
    library,
    patterns,
    settings,
    addIntegration,
    integration,
    incident.addChildren([
      incidentStart,
      story,
      timeline,
      accounts,
      decisions,
      factors,
      map,
      incidentActions,
      publish,
      evidence,
    ]),
    nowhere,
  ]),
])
