/** What is asked of reports of near misses, in the order of a report's life: said by whoever saw it, read at the desk. */
import * as reportDesk from './report-desk.ts'
import * as reports from './reports.ts'

/** A part of the one list of operations. */
export const ofReports = [
  reports.readReportNotice,
  reports.checkReport,
  reports.addReport,
  reports.addAnonymousReport,
  reports.readReportReceipt,
  reports.addReportMessage,
  reports.markThanksWelcome,
  reports.removeOwnReport,
  reportDesk.listReports,
  reportDesk.readReport,
  reportDesk.addReportQuestion,
  reportDesk.addReportThanks,
  reportDesk.openIncidentFromReport,
  reportDesk.closeReport,
  reportDesk.removeReport,
] as const
