/**
 * The weights of the rules that propose, as plain data: an organisation changes single ones, everything else stays as
 * we ship it. The same record is stored, sent, and read from a file by the terminal.
 */
import { isFields, parseJson } from './json.ts'
import { PROPOSED_FROM, type SignalName, signals, TRAY_FROM } from './signals.ts'

/** Weights that differ from ours, by the name of their rule. */
export type ChosenWeights = Readonly<Record<string, number>>

/** Everything the proposing of a timeline weighs with. */
export interface Weights {
  /** At or above: in the draft. */
  readonly draftFrom: number
  /** At or above, and below the draft: in the tray beside it. */
  readonly trayFrom: number
  readonly signals: Readonly<Record<SignalName, number>>
}

/** One rule as people see it. */
export interface WeightRule {
  readonly name: string
  /** What it looks at, as words behind "It counts that …" */
  readonly sentence: string
  readonly weight: number
  /** As we ship it. */
  readonly usual: number
  readonly least: number
  readonly most: number
}

const thresholds = {
  draftFrom: { usual: PROPOSED_FROM, sentence: 'Enough to stand in the draft of the timeline' },
  trayFrom: { usual: TRAY_FROM, sentence: 'Enough to be suggested in the tray beside it' },
} as const

/** Weights are added up and held between 0 and 1, so none needs to be larger. */
const MOST = 1

/** Every rule with its weight, the two thresholds first. */
export function weightRules(chosen: ChosenWeights): readonly WeightRule[] {
  const limits = Object.entries(thresholds).map(([name, { usual, sentence }]) => {
    return { name, sentence, usual, weight: chosen[name] ?? usual, least: 0.05, most: MOST }
  })
  const rules = signalNames.map((name) => ({
    name,
    sentence: sentenceOf(name),
    usual: signals[name].weight,
    weight: chosen[name] ?? signals[name].weight,
    least: -MOST,
    most: MOST,
  }))
  return [...limits, ...rules]
}

const signalNames = Object.keys(signals).filter((name): name is SignalName => name in signals)

/** What a rule looks at. */
export function sentenceOf(name: SignalName): string {
  const signal: { readonly reason: string; readonly rule?: string } = signals[name]
  return signal.reason === '' ? (signal.rule ?? name) : signal.reason
}

/** The weights to propose with. */
export function weightsOf(chosen: ChosenWeights): Weights {
  const byName = new Map(weightRules(chosen).map(({ name, weight }) => [name, weight]))
  const own = signalNames.map((name) => [name, byName.get(name) ?? signals[name].weight] as const)
  return {
    draftFrom: byName.get('draftFrom') ?? PROPOSED_FROM,
    trayFrom: byName.get('trayFrom') ?? TRAY_FROM,
    signals: { ...ours, ...Object.fromEntries(own) },
  }
}

const ours: Record<SignalName, number> = Object.assign(
  {},
  ...signalNames.map((name) => ({ [name]: signals[name].weight })),
)

/** The weights as we ship them. */
export const usualWeights: Weights = weightsOf({})

/** Chosen weights from what was stored, sent or written in a file; otherwise the one sentence that says what is wrong. */
export function readWeights(
  value: unknown,
): { readonly chosen: ChosenWeights } | { readonly problem: string } {
  if (!isFields(value))
    return { problem: 'Weights are an object of rules and numbers, such as {"pinned": 0.7}.' }
  const rules = new Map(weightRules({}).map((rule) => [rule.name, rule]))
  const chosen: Record<string, number> = {}
  for (const [name, weight] of Object.entries(value)) {
    const rule = rules.get(name)
    if (rule === undefined) return { problem: unknownRule(name, [...rules.keys()]) }
    if (typeof weight !== 'number' || !(weight >= rule.least && weight <= rule.most)) {
      return {
        problem: `The weight of "${name}" is ${JSON.stringify(weight)}; it is a number from ${rule.least} to ${rule.most}.`,
      }
    }
    // What is as we ship it is not a choice, and follows us when we tune it.
    if (weight !== rule.usual) chosen[name] = weight
  }
  const { draftFrom, trayFrom } = weightsOf(chosen)
  if (trayFrom > draftFrom) {
    return {
      problem: `The tray begins at ${trayFrom} and the draft at ${draftFrom}; the tray has to begin at or below the draft.`,
    }
  }
  return { chosen }
}

function unknownRule(name: string, known: readonly string[]): string {
  const near = known.filter((each) => each.toLowerCase().startsWith(name.slice(0, 3).toLowerCase()))
  const offered = near.length === 0 ? known.slice(0, 6) : near.slice(0, 6)
  return `There is no rule "${name.slice(0, 60)}"; rules are called ${offered.join(', ')} and so on.`
}

/** Chosen weights from the text of a file. */
export function weightsIn(text: string): { readonly chosen: ChosenWeights } | { readonly problem: string } {
  const parsed = parseJson(text)
  return parsed === null
    ? { problem: 'This is not JSON; weights are written as {"pinned": 0.7}.' }
    : readWeights(parsed.value)
}
