import { useQuery } from '@tanstack/react-query'
import { useMay } from '../access.ts'
import { Choices } from '../kit/Choices.tsx'
import { Tabs } from '../kit/Tabs.tsx'
import { chooseTheme, type Theme, useTheme } from '../kit/theme.ts'
import { paths } from '../paths.ts'
import { selfQuery } from '../queries.ts'
import { openingsQuery } from '../settings-queries.ts'
import { instantInWords } from '../words.ts'
import { AgentSettings } from './AgentSettings.tsx'
import { Integrations } from './Integrations.tsx'
import { KeptSettings } from './KeptSettings.tsx'
import { NotificationSettings } from './NotificationSettings.tsx'
import { OutboxSettings } from './OutboxSettings.tsx'
import { Page } from './Page.tsx'
import { PasskeySettings } from './PasskeySettings.tsx'
import { PasswordSettings } from './PasswordSettings.tsx'
import { PeopleSettings } from './PeopleSettings.tsx'
import { PolicySettings } from './PolicySettings.tsx'
import { ProviderSettings } from './ProviderSettings.tsx'
import { QuestionSettings } from './QuestionSettings.tsx'
import { ReportSettings } from './ReportSettings.tsx'
import { SessionSettings } from './SessionSettings.tsx'
import { TeamSettings } from './TeamSettings.tsx'
import { TemplateSettings } from './TemplateSettings.tsx'
import { TokenSettings } from './TokenSettings.tsx'
import { oneOf, useFilters } from './use-filters.ts'
import { WeightSettings } from './WeightSettings.tsx'

const sections = [
  'people',
  'agents',
  'sign-in',
  'tokens',
  'integrations',
  'rules',
  'questions',
  'policy',
  'templates',
  'kept',
  'teams',
  'outbox',
  'notifications',
  'reports',
] as const

const roleWords = {
  keeper: 'You keep this installation: you invite people and look after its settings.',
  member: 'You are a member: you open incidents and work on reviews.',
  reader: 'You are a reader: you read what is published.',
} as const

/** Who looked up which role was theirs, for the person it is about. */
function Openings() {
  const openings = useQuery(openingsQuery)
  return (
    <section>
      <h2 className="title text-lg">Who looked up your row</h2>
      <p className="mt-1 text-soft">
        Once a review has a facilitator, only they see the people behind the roles. Each time they look is
        written down and shown to you.
      </p>
      {openings.data?.length === 0 && <p className="mt-2 text-soft">Nobody has.</p>}
      <ul className="mt-2 flex flex-col divide-y divide-line/70">
        {openings.data?.map(({ at, byName, reference }) => (
          <li key={`${at} ${reference} ${byName}`} className="tabular py-2">
            {reference}, {byName}, {instantInWords(at)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function YouSettings() {
  const self = useQuery(selfQuery)
  const theme = useTheme()
  const person = self.data?.person
  return (
    <div className="flex max-w-[34rem] flex-col gap-8">
      {person != null && (
        <div>
          <p className="title text-lg">{person.name}</p>
          <p className="text-soft">{person.email}</p>
          <p className="mt-2 text-soft">{roleWords[person.role]}</p>
        </div>
      )}
      {person != null && <Openings />}
      <Choices<Theme>
        label="Theme"
        hint="Remembered on this machine."
        value={theme}
        onChange={chooseTheme}
        choices={[
          {
            value: 'system',
            label: 'As this machine',
            about: 'Light by day and dark by night, if it does so.',
          },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
      <SessionSettings />
      <PasskeySettings />
      <PasswordSettings />
    </div>
  )
}

/** You, your tokens, what is connected, what is kept, and for keepers the people. */
export function Settings() {
  const [search, change] = useFilters((filters) => {
    return paths.settings(oneOf(sections, filters.section))
  })
  const may = useMay()
  const tabs = [
    { value: 'you', label: 'You', panel: <YouSettings /> },
    { value: 'notifications', label: 'Notifications', panel: <NotificationSettings /> },
    { value: 'tokens', label: 'API tokens', panel: <TokenSettings /> },
    { value: 'kept', label: 'What is kept', panel: <KeptSettings /> },
    ...(may('listIntegrations')
      ? [{ value: 'integrations', label: 'Integrations', panel: <Integrations /> }]
      : []),
    ...(may('correctWeights')
      ? [{ value: 'rules', label: 'Timeline rules', panel: <WeightSettings /> }]
      : []),
    ...(may('addQuestion') ? [{ value: 'questions', label: 'Questions', panel: <QuestionSettings /> }] : []),
    ...(may('addTemplate') ? [{ value: 'templates', label: 'Templates', panel: <TemplateSettings /> }] : []),
    ...(may('readPolicy') ? [{ value: 'policy', label: 'Policy', panel: <PolicySettings /> }] : []),
    ...(may('readOutbox') ? [{ value: 'outbox', label: 'What goes out', panel: <OutboxSettings /> }] : []),
    ...(may('acceptReportNotice') ? [{ value: 'reports', label: 'Reports', panel: <ReportSettings /> }] : []),
    { value: 'teams', label: 'Teams', panel: <TeamSettings /> },
    ...(may('correctPerson') ? [{ value: 'people', label: 'People', panel: <PeopleSettings /> }] : []),
    ...(may('addAgent') ? [{ value: 'agents', label: 'Agents', panel: <AgentSettings /> }] : []),
    ...(may('addProvider') ? [{ value: 'sign-in', label: 'Sign-in', panel: <ProviderSettings /> }] : []),
  ]
  const section = tabs.some((tab) => tab.value === search.section) ? (search.section ?? 'you') : 'you'
  return (
    <Page title="Settings">
      <Tabs label="Settings" tabs={tabs} value={section} onChange={(value) => change({ section: value })} />
    </Page>
  )
}
