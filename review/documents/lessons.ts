/** The lessons of a document: three lists, each under its heading. */
import type { EditionLesson } from '../model/editions.ts'
import { type LessonKind, lessonKinds } from '../model/lessons.ts'
import { lineOf, textOfHeading, textOfLine } from './cells.ts'
import { keyNamed } from './keys.ts'

/** Runs of lessons of one kind, each under its heading; a kind comes again where the order says so. */
export function writeLessons(lessons: readonly EditionLesson[]): string {
  const lines = lessons.flatMap((lesson, index) => {
    const heading =
      lesson.kind === lessons[index - 1]?.kind ? [] : ['', `### ${lessonKinds[lesson.kind].heading}`, '']
    return [...heading, `- ${lineOf(lesson.text)}`]
  })
  return lines.join('\n').replace(/^\n/, '')
}

/** Items under the three headings; a line below an item that is set in goes on with it. */
export function readLessons(lines: readonly string[]): {
  readonly lessons: readonly EditionLesson[]
  readonly leftover: string
} {
  const lessons: EditionLesson[] = []
  const leftover: string[] = []
  let kind: LessonKind | null = null
  let isInItem = false
  for (const line of lines) {
    const heading = /^ {0,3}###[ \t]+(.*)$/s.exec(line)?.[1]
    const named = heading === undefined ? null : keyNamed(lessonHeadings, textOfHeading(heading))
    const item = /^ {0,3}[-*+](?:[ \t]+(.*))?$/s.exec(line)
    const last = lessons[lessons.length - 1]
    if (named !== null) kind = named
    else if (heading !== undefined) kind = null
    if (named !== null || (line.trim() === '' && kind !== null)) {
      isInItem = false
    } else if (kind !== null && item !== null) {
      lessons.push({ kind, text: textOfLine(item[1] ?? '') })
      isInItem = true
    } else if (isInItem && last !== undefined && /^\s+\S/.test(line)) {
      lessons[lessons.length - 1] = { ...last, text: `${last.text}\n${textOfLine(line)}` }
    } else {
      leftover.push(line)
      isInItem = false
    }
  }
  return { lessons, leftover: leftover.join('\n').trim() }
}

const lessonHeadings: Readonly<Record<LessonKind, string>> = {
  'went-well': lessonKinds['went-well'].heading,
  'could-improve': lessonKinds['could-improve'].heading,
  lucky: lessonKinds.lucky.heading,
}
