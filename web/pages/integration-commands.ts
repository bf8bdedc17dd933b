/** What the palette offers about tools that send and can be asked. */
import { paths } from '../paths.ts'
import type { CommandRow } from './command-row.ts'

/** On the pages of an incident. */
export const ofDeliveries: readonly CommandRow[] = [
  {
    label: 'Bring in what arrived in these hours',
    group: 'This incident',
    place: 'incident',
    also: 'deliveries webhooks assign unassigned',
    deed: { kind: 'tab', tab: 'evidence' },
    operations: ['listDeliveries', 'assignDeliveries'],
  },
  {
    label: 'Make an action an issue, or link one',
    group: 'This incident',
    place: 'incident',
    also: 'tracker github gitlab jira linear create issue ticket link',
    deed: { kind: 'tab', tab: 'actions' },
    operations: ['openIssue', 'addIssueLink', 'listIssueLinks'],
  },
  {
    label: 'Ask a tool for these hours',
    group: 'This incident',
    place: 'incident',
    also: 'history backfill slack github pagerduty import api',
    deed: { kind: 'tab', tab: 'evidence', start: 'ask-history' },
    operations: ['importHistory'],
  },
]

/** Anywhere. */
export const ofIntegrations: readonly CommandRow[] = [
  {
    label: 'Integrations',
    group: 'Settings',
    place: 'anywhere',
    also: 'webhooks deliveries slack github pagerduty alertmanager test',
    deed: { kind: 'go', to: paths.settings('integrations') },
    operations: ['listIntegrations', 'readIntegration', 'checkIntegration'],
  },
  {
    label: 'Add an integration',
    group: 'Settings',
    place: 'anywhere',
    also: 'connect webhook slack github pagerduty new',
    deed: { kind: 'go', to: paths.addIntegration() },
    operations: ['addIntegration'],
  },
  {
    label: 'Look after the trackers',
    group: 'Settings',
    place: 'anywhere',
    also: 'github gitlab jira linear issues token test',
    deed: { kind: 'go', to: paths.settings('integrations') },
    operations: ['readTracker', 'checkTracker'],
  },
  {
    label: 'Look after the integrations',
    group: 'Settings',
    place: 'anywhere',
    also: 'rotate secret pause remove rename',
    deed: { kind: 'go', to: paths.settings('integrations') },
    operations: ['correctIntegration', 'removeIntegration'],
  },
]
