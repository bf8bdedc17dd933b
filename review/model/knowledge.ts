/**
 * How many people are known to be able to change a part of a system, read from who changed its files. Only counts
 * leave this module: 0, 1, or 2 and more. Who they are is worked out in memory and told to nobody.
 *
 * Degree of authorship (Avelino, Passos, Hora, Valente 2016, after Fritz et al. 2014):
 * `3.293 + 1.098·FA + 0.164·DL − 0.321·ln(1 + AC)`, where FA is 1 for whoever created the file, DL their own commits to
 * it and AC the commits of everyone else. Having written something is not the same as being able to repair it at night;
 * the pages and the terminal say so.
 */

/** One file as its history tells it. `authors` holds commits by author; an author is a number without a name. */
export interface FileHistory {
  readonly path: string
  /** Who created it; null when that commit taught nobody (a bot, a mass change) or lies outside the history. */
  readonly createdBy: number | null
  readonly commitsBy: ReadonlyMap<number, number>
  /** When a person last changed it, RFC 3339 UTC; null: never. */
  readonly personChangedAt: string | null
}

/** The files of a repository as they stand, and which of the authors are coding agents. */
export interface KnowledgeRecord {
  readonly files: readonly FileHistory[]
  readonly agents: ReadonlySet<number>
}

/** 0: nobody has shown knowledge of it; 2: two or more. Never exact above one, so that nobody is ranked. */
export type KnownBy = 0 | 1 | 2

/** What is known of one component. */
export interface ComponentKnowledge {
  readonly component: string
  readonly files: number
  /** How many people would have to be away before more than half of the files have no author left. */
  readonly knownBy: KnownBy
  /** Files that no person has shown knowledge of. */
  readonly withoutPerson: number
  /** Of these, files that a coding agent wrote. */
  readonly byAgentsOnly: number
  /** When a person last changed anything in it, RFC 3339 UTC; null: never. */
  readonly personChangedAt: string | null
}

const LEAST = 3.293
/** An author must come this close to the one who knows the file best. */
const NEAR = 0.75

/** Degree of authorship of one author for one file. */
export function degreeOfAuthorship(
  file: Pick<FileHistory, 'createdBy' | 'commitsBy'>,
  author: number,
): number {
  let all = 0
  for (const count of file.commitsBy.values()) all += count
  const own = file.commitsBy.get(author) ?? 0
  return LEAST + (file.createdBy === author ? 1.098 : 0) + 0.164 * own - 0.321 * Math.log(1 + all - own)
}

/** Whoever counts as an author of a file: a degree of at least 3.293, and at least three quarters of the highest. */
export function authorsOf(file: Pick<FileHistory, 'createdBy' | 'commitsBy'>): readonly number[] {
  const degrees = [...file.commitsBy.keys()].map((author) => ({
    author,
    degree: degreeOfAuthorship(file, author),
  }))
  const highest = degrees.reduce((most, { degree }) => Math.max(most, degree), 0)
  return degrees
    .filter(({ degree }) => degree >= LEAST && degree >= NEAR * highest)
    .map(({ author }) => author)
}

/**
 * The truck factor: how many people, taken away one after the other and whoever covers most files first, leave more
 * than half of the files without an author. Each entry of `authored` holds the authors of one file. 0 when more than
 * half have none to begin with.
 */
export function truckFactor(authored: readonly (readonly number[])[]): number {
  const filesOf = new Map<number, number[]>()
  for (const [file, authors] of authored.entries()) {
    for (const author of authors) {
      const files = filesOf.get(author)
      if (files === undefined) filesOf.set(author, [file])
      else files.push(file)
    }
  }
  const left = authored.map((authors) => authors.length)
  let without = left.filter((count) => count === 0).length
  let taken = 0
  while (without * 2 <= authored.length) {
    const most = widest(filesOf)
    if (most === null) break
    for (const file of filesOf.get(most) ?? []) {
      const count = (left[file] ?? 0) - 1
      left[file] = count
      if (count === 0) without += 1
    }
    filesOf.delete(most)
    taken += 1
  }
  return taken
}

/** Equal ones are taken in the order they were met, so that the answer is the same every time. */
function widest(filesOf: ReadonlyMap<number, readonly number[]>): number | null {
  let most: number | null = null
  let covered = 0
  for (const [author, files] of filesOf) {
    if (files.length <= covered) continue
    most = author
    covered = files.length
  }
  return most
}

/** What is known of each component, those known by fewest first, then the larger. `componentOf` says where a path belongs. */
export function knowledgeOf(
  record: KnowledgeRecord,
  componentOf: (path: string) => string,
): readonly ComponentKnowledge[] {
  const parts = new Map<string, FileHistory[]>()
  for (const file of record.files) {
    const component = componentOf(file.path)
    const part = parts.get(component)
    if (part === undefined) parts.set(component, [file])
    else part.push(file)
  }
  return [...parts]
    .map(([component, files]) => ofComponent(component, files, record.agents))
    .toSorted((a, b) => a.knownBy - b.knownBy || b.files - a.files || (a.component < b.component ? -1 : 1))
}

function ofComponent(
  component: string,
  files: readonly FileHistory[],
  agents: ReadonlySet<number>,
): ComponentKnowledge {
  const authored = files.map((file) => {
    const authors = authorsOf(file)
    return {
      people: authors.filter((author) => !agents.has(author)),
      isByAgent: authors.some((author) => agents.has(author)),
    }
  })
  const bare = authored.filter(({ people }) => people.length === 0)
  const taken = truckFactor(authored.map(({ people }) => people))
  return {
    component,
    files: files.length,
    knownBy: taken === 0 ? 0 : taken === 1 ? 1 : 2,
    withoutPerson: bare.length,
    byAgentsOnly: bare.filter(({ isByAgent }) => isByAgent).length,
    personChangedAt: latest(files.map((file) => file.personChangedAt)),
  }
}

function latest(instants: readonly (string | null)[]): string | null {
  return instants.reduce(
    (newest, at) => (at !== null && (newest === null || at > newest) ? at : newest),
    null,
  )
}

/** The one sentence about a component. */
export function knowledgeSentence({
  component,
  files,
  knownBy,
  withoutPerson,
  byAgentsOnly,
}: ComponentKnowledge): string {
  const some =
    withoutPerson === 0 ? '' : ` No person has shown knowledge of ${withoutPerson} of its ${count(files)}.`
  if (knownBy === 0) {
    const agents = byAgentsOnly === 0 ? '' : ` Coding agents wrote ${byAgentsOnly} of them.`
    return `No person has shown knowledge of most of ${component} (${withoutPerson} of ${count(files)}).${agents}`
  }
  if (knownBy === 1) return `Repairing ${component} is known to be possible by 1 person.${some}`
  return `Repairing ${component} is known to be possible by 2 people or more.${some}`
}

function count(files: number): string {
  return files === 1 ? '1 file' : `${files} files`
}
