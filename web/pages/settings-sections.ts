/** What can be set, grouped as people look for it, and whose code comes when it is opened. */
import { type ComponentType, lazy } from 'react'
import type { May } from '../access.ts'
import type { OperationName } from '../client.ts'
import type { SettingsSection } from '../paths.ts'

/** One part of the settings. Without `needs` it is there for everyone. */
export interface SettingsPart {
  readonly section: SettingsSection
  readonly label: string
  readonly needs?: OperationName
  readonly Panel: ComponentType
}

/** Parts that are looked for together. */
export interface SettingsGroup {
  readonly label: string
  readonly parts: readonly SettingsPart[]
}

/** A panel whose code comes when it is opened. */
function panel(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await load() }))
}

const groups: readonly SettingsGroup[] = [
  {
    label: 'Yours',
    parts: [
      {
        section: 'you',
        label: 'You',
        Panel: panel(async () => (await import('./YouSettings.tsx')).YouSettings),
      },
      {
        section: 'notifications',
        label: 'Notifications',
        Panel: panel(async () => (await import('./NotificationSettings.tsx')).NotificationSettings),
      },
      {
        section: 'tokens',
        label: 'API tokens',
        Panel: panel(async () => (await import('./TokenSettings.tsx')).TokenSettings),
      },
    ],
  },
  {
    label: 'How we review',
    parts: [
      {
        section: 'policy',
        label: 'Policy',
        needs: 'readPolicy',
        Panel: panel(async () => (await import('./PolicySettings.tsx')).PolicySettings),
      },
      {
        section: 'templates',
        label: 'Templates',
        needs: 'addTemplate',
        Panel: panel(async () => (await import('./TemplateSettings.tsx')).TemplateSettings),
      },
      {
        section: 'questions',
        label: 'Questions',
        needs: 'addQuestion',
        Panel: panel(async () => (await import('./QuestionSettings.tsx')).QuestionSettings),
      },
      {
        section: 'rules',
        label: 'Timeline rules',
        needs: 'correctWeights',
        Panel: panel(async () => (await import('./WeightSettings.tsx')).WeightSettings),
      },
    ],
  },
  {
    label: 'In and out',
    parts: [
      {
        section: 'integrations',
        label: 'Integrations',
        needs: 'listIntegrations',
        Panel: panel(async () => (await import('./Integrations.tsx')).Integrations),
      },
      {
        section: 'outbox',
        label: 'What goes out',
        needs: 'readOutbox',
        Panel: panel(async () => (await import('./OutboxSettings.tsx')).OutboxSettings),
      },
      {
        section: 'reports',
        label: 'Reports',
        needs: 'acceptReportNotice',
        Panel: panel(async () => (await import('./ReportSettings.tsx')).ReportSettings),
      },
    ],
  },
  {
    label: 'Who is here',
    parts: [
      {
        section: 'teams',
        label: 'Teams',
        Panel: panel(async () => (await import('./TeamSettings.tsx')).TeamSettings),
      },
      {
        section: 'people',
        label: 'People',
        needs: 'correctPerson',
        Panel: panel(async () => (await import('./PeopleSettings.tsx')).PeopleSettings),
      },
      {
        section: 'agents',
        label: 'Agents',
        needs: 'addAgent',
        Panel: panel(async () => (await import('./AgentSettings.tsx')).AgentSettings),
      },
      {
        section: 'sign-in',
        label: 'Sign-in',
        needs: 'addProvider',
        Panel: panel(async () => (await import('./ProviderSettings.tsx')).ProviderSettings),
      },
    ],
  },
  {
    label: 'Keeping',
    parts: [
      {
        section: 'kept',
        label: 'What is kept',
        Panel: panel(async () => (await import('./KeptSettings.tsx')).KeptSettings),
      },
    ],
  },
]

/** The parts someone may open; groups with none of them are left out. */
export function settingsFor(may: May): readonly SettingsGroup[] {
  return groups
    .map(({ label, parts }) => ({
      label,
      parts: parts.filter(({ needs }) => needs === undefined || may(needs)),
    }))
    .filter(({ parts }) => parts.length > 0)
}
