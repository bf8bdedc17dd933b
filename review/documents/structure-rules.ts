/** The rules about the structure of a post-mortem: name, weight and what each stands on. */
export const structureRuleTable = {
  'section-missing': [
    'A part that is missing',
    'error',
    'Google, Site Reliability Workbook, ch. 10 (a post-mortem has all its parts)',
  ],
  'timeline-empty': [
    'A timeline without times',
    'warning',
    'Second Story, on rebuilding what happened from its record',
  ],
  'time-without-zone': ['A time without a zone', 'warning', 'Second Story, on clocks that differ'],
  'person-as-factor': [
    'A person among the causes',
    'error',
    'Dekker, The Field Guide to Understanding ‘Human Error’, 3rd ed., ch. 1',
  ],
  'action-without-owner': [
    'An action without an owner',
    'error',
    'Google, Site Reliability Workbook, ch. 10 (missing ownership)',
  ],
  'action-without-date': [
    'An action without a date',
    'error',
    'Google, Site Reliability Workbook, ch. 10 (weak action items)',
  ],
  'null-action': [
    'An action that changes nothing',
    'error',
    'VA National Center for Patient Safety, action hierarchy',
  ],
  'no-concrete-change': [
    'No concrete change',
    'error',
    'VA National Center for Patient Safety, action hierarchy',
  ],
  'review-late': ['A review later than its severity asks for', 'warning', 'Second Story, severity table'],
  'header-not-read': ['A header that cannot be read', 'hint', 'Second Story, on front matter'],
} as const

/** The id of a rule about structure. */
export type StructureRule = keyof typeof structureRuleTable

/** Their ids, for configurations that weigh them otherwise. */
export const structureRules: readonly string[] = Object.keys(structureRuleTable)
