/** What went well, what could be improved, and where we got lucky. */

/** Which of the three lists a lesson stands in. */
export type LessonKind = 'went-well' | 'could-improve' | 'lucky'

/** One thing worth repeating, changing or being honest about. */
export interface Lesson {
  readonly id: string
  readonly incidentId: string
  readonly kind: LessonKind
  readonly text: string
  readonly version: number
}

/** Heading and the question behind each list. */
export const lessonKinds: Readonly<Record<LessonKind, { readonly heading: string; readonly ask: string }>> = {
  'went-well': {
    heading: 'What went well',
    ask: 'What made it possible, and would it work again without the same people?',
  },
  'could-improve': {
    heading: 'What could be improved',
    ask: 'Which signal, step or tool made this harder than it needed to be?',
  },
  lucky: { heading: 'Where we got lucky', ask: 'What limited the harm that nobody designed?' },
}
