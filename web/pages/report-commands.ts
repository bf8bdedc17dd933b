/** Commands of reports, of the stewards' desk, of the pulse and of the way out. */
import { paths } from '../paths.ts'
import { type CommandRow, go } from './command-row.ts'

/** Rows of the palette. */
export const ofReports: readonly CommandRow[] = [
  {
    label: 'Report a near miss',
    group: 'Do',
    place: 'anywhere',
    also: 'almost happened hazard anonymous confidential',
    deed: go(paths.report()),
    operations: ['readReportNotice', 'addReport', 'addAnonymousReport'],
  },
  {
    label: 'Open a receipt of a report',
    group: 'Go',
    place: 'anywhere',
    also: 'code answer steward near miss',
    deed: go(paths.reportReceipt()),
    operations: ['readReportReceipt', 'addReportMessage', 'markThanksWelcome', 'removeOwnReport'],
  },
  {
    label: 'Reports',
    group: 'Go',
    place: 'anywhere',
    also: 'desk steward near miss queue',
    deed: go(paths.reports()),
    operations: [
      'listReports',
      'readReport',
      'addReportQuestion',
      'addReportThanks',
      'openIncidentFromReport',
      'closeReport',
      'removeReport',
    ],
  },
  {
    label: 'Pulse',
    group: 'Go',
    place: 'anywhere',
    also: 'safe to speak survey questions',
    deed: go(paths.pulse()),
    operations: ['readPulse', 'acceptPulse', 'addPulseAnswer'],
  },
  {
    label: 'Matters of conduct',
    group: 'Go',
    place: 'anywhere',
    also: 'exit personnel',
    deed: go(paths.conduct()),
    operations: ['readConduct'],
  },
  {
    label: 'Start or end a round of the pulse',
    group: 'Settings',
    place: 'anywhere',
    deed: go(paths.pulse()),
    operations: ['startPulse', 'closePulse'],
  },
  {
    label: 'Accept the notice to reporters',
    group: 'Settings',
    place: 'anywhere',
    also: 'near miss policy intake open close conduct text',
    deed: go(paths.settings('reports')),
    operations: ['acceptReportNotice', 'closeReportIntake', 'correctConduct'],
  },
  {
    label: 'Pause digests and exports',
    group: 'Settings',
    place: 'anywhere',
    also: 'review season',
    deed: go(paths.settings('reports')),
    operations: ['listPauses', 'addPause', 'removePause'],
  },
]
