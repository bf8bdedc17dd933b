// What a rescue is told with, each list in one place: luck, praise, knowledge, gifts, what it cost.

/** A set of the words of a list. */
export function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}

/** Chance, told as what saved the day. */
export const LUCK = words(
  'luckily fortunately thankfully lucky luck fortunate fortune chance coincidence mercifully happily providentially serendipity',
)
/** Thanks and applause. */
export const PRAISE = words(
  'thanks kudos props credit shoutout shout-out thank cheers mvp bravo applause hat-tip hattip gratitude recognition indebted praise shout',
)
/** Nobody but this one. */
export const SOLE = words('only sole one single lone last alone nobody no-one none no single-person all')
/** What only the rescuer can do, knows or holds. */
export const KNOWS = words(
  'operate unlock start boot sign rotate deploy drive explain decode decipher wrote written know understand access able can could key keys password passwords skill skills knowledge read approve sign fix maintain run remember expertise permission rights credentials hold own answer debug rebuild restore have trust recover operate',
)
/** Gifts and virtues, as nouns. */
export const QUALITIES = words(
  'expertise memory instinct instincts intuition hunch gut dedication vigilance quick-thinking heroism diligence persistence alertness ingenuity tenacity commitment bravery courage brilliance cleverness perseverance stubbornness patience wits resourcefulness foresight presence stamina eye eyes ear watchfulness genius determination',
)
/** Gifts and virtues, said of somebody. */
export const KEEN = words(
  'sharp-eyed eagle-eyed observant attentive vigilant brilliant brave heroic tireless dedicated quick-witted quick-thinking clever ingenious veteran watchful resourceful determined stubborn curious knowledgeable intrepid',
)
/** What it cost, and what is admired in it. */
export const COST = words(
  `overnight weekend saturday sunday holiday holidays vacation honeymoon midnight dawn sleep sleepless asleep bed alone straight singlehanded breakfast hotel bus cinema gym garden holiday camping lunch commute phone snow bicycle bike boot attic lounge airport train wedding recital birthday
heroic tirelessly amazing incredible heroically masterfully brilliantly ingeniously incredibly miraculously expert genius herself himself from-scratch scratch hand-rolled laptop drawer pocket private exhausted hospital beach pub party flight concert match anniversary theatre dinner home hand personally`,
)
/** Deeds of a rescue. */
export const RESCUES = words(
  `spend give sacrifice fix save restore rebuild recover find spot notice solve remember realise realize patch bring recall catch diagnose untangle rescue write build stop handle pull answer work figure debug
repair revive recognise recognize identify crack salvage reimage keep drive rush hit have retrieve discover dig hold skip leave reboot swap answer replay sit nurse miss phone travel fly cancel know dig stay avert prevent`,
)
/** Deeds of the mind: noticing, remembering, insisting. */
export const MINDS = words(
  'refuse insist remember recognise recognize recall know spot notice realise realize suspect guess figure keep have see understand work',
)
/** Somebody without a name. */
export const MEMBERS = words(
  'member colleague someone somebody he she man woman individual veteran guy expert tech rep nurse volunteer employee founder operator',
)
/** Words that turn it round: what everybody does, or what is to change. */
export const AGAINST = words(
  "everyone everybody should must not n't no than reduce avoid remove instead longer now pair cross-train nobody never any each every two second",
)
