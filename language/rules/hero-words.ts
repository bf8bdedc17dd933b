// What a rescue is told with, each list in one place: luck, praise, knowledge, gifts, what it cost.

/** A set of the words of a list. */
export function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}

/** Of a rescue: words told apart by what they say of the rescuer. */
export const LUCK = words(
  'luckily fortunately thankfully lucky luck fortunate fortune chance coincidence mercifully happily providentially serendipity',
)
/** Of a rescue: words told apart by what they say of the rescuer. */
export const PRAISE = words(
  'thanks kudos props credit shoutout shout-out thank cheers mvp bravo applause hat-tip hattip gratitude recognition indebted praise shout',
)
/** Of a rescue: words told apart by what they say of the rescuer. */
export const SOLE = words('only sole one single lone last alone nobody no-one none no single-person all')
/** Of a rescue: words told apart by what they say of the rescuer. */
export const KNOWS = words(
  'operate unlock start boot sign rotate deploy drive explain decode decipher wrote written know understand access able can could key keys password passwords skill skills knowledge read approve sign fix maintain run remember expertise permission rights credentials hold own answer debug rebuild restore have trust recover operate',
)
/** Of a rescue: words told apart by what they say of the rescuer. */
export const QUALITIES = words(
  'expertise memory instinct instincts intuition hunch gut dedication vigilance quick-thinking heroism diligence persistence alertness ingenuity tenacity commitment bravery courage brilliance cleverness perseverance stubbornness patience wits resourcefulness foresight presence stamina eye eyes ear watchfulness genius determination',
)
/** Of a rescue: words told apart by what they say of the rescuer. */
export const KEEN = words(
  'sharp-eyed eagle-eyed observant attentive vigilant brilliant brave heroic tireless dedicated quick-witted quick-thinking clever ingenious veteran watchful resourceful determined stubborn curious knowledgeable intrepid',
)
/** Of a rescue: words told apart by what they say of the rescuer. */
export const COST = words(
  `overnight weekend saturday sunday holiday holidays vacation honeymoon midnight dawn sleep sleepless asleep bed alone straight singlehanded breakfast hotel bus cinema gym garden holiday camping lunch commute phone snow bicycle bike boot attic lounge airport train wedding recital birthday
heroic tirelessly amazing incredible heroically masterfully brilliantly ingeniously incredibly miraculously expert genius herself himself from-scratch scratch hand-rolled laptop drawer pocket private exhausted hospital beach pub party flight concert match anniversary theatre dinner home hand personally`,
)
/** Of a rescue: words told apart by what they say of the rescuer. */
export const RESCUES = words(
  `spend give sacrifice fix save restore rebuild recover find spot notice solve remember realise realize patch bring recall catch diagnose untangle rescue write build stop handle pull answer work figure debug
repair revive recognise recognize identify crack salvage reimage keep drive rush hit have retrieve discover dig hold skip leave reboot swap answer replay sit nurse miss phone travel fly cancel know dig stay avert prevent`,
)
/** Of a rescue: words told apart by what they say of the rescuer. */
export const MINDS = words(
  'refuse insist remember recognise recognize recall know spot notice realise realize suspect guess figure keep have see understand work',
)
/** Of a rescue: words told apart by what they say of the rescuer. */
export const MEMBERS = words(
  'member colleague someone somebody he she man woman individual veteran guy expert tech rep nurse volunteer employee founder operator',
)
/** Of a rescue: words told apart by what they say of the rescuer. */
export const AGAINST = words(
  "everyone everybody should must not n't no than reduce avoid remove instead longer now pair cross-train nobody never any each every two second",
)
