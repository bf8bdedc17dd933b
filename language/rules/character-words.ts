import { dropWords } from '../rewrite.ts'
import { type Frame, framesOf } from '../text/frames.ts'
import { Tag } from '../text/lexicon.ts'
import { isClauseEnd, isClauseStart, type PhraseHit, phrases } from '../text/phrases.ts'
import { formAt, gapBefore, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'
import { isHuman } from '../text/subjects.ts'
import { Gap } from '../text/words.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'

// Words that rate a person's care, sense or honesty wherever they stand, with the adverb and the noun made of each.
const ALWAYS = `${withForms(
  `careless slapdash clueless unprofessional irresponsible reckless arrogant idiotic moronic lackadaisical half-hearted shameful disgraceful thoughtless heedless feckless inept slipshod foolhardy
disingenuous deceitful duplicitous sycophantic obstinate pig-headed spineless gutless cowardly smug callous condescending patronizing patronising disrespectful inconsiderate undisciplined inexcusable unforgivable nonchalant cocky dishonest negligent half-assed half-arsed ham-fisted bush-league boneheaded delusional perfunctory incurious remiss scatterbrained absent-minded big-headed pig-ignorant tone-deaf unscrupulous untruthful mindless brainless ill-judged ill-conceived`,
)}|incompetent|incompetence|ineptitude|negligence|dishonesty|arrogance|laziness|stupidity|hubris|cowardice|deceit|betrayal|dereliction|cavalier|amateurish|amateurism|untrustworthy|insolence|contempt|contemptuous|indolence|indolent|self-important|know-it-all|manipulative|charlatans|charlatan|vindictive|pique|cynically|gaslighting|lip-service|half-measures`
// Words that do so only beside a human noun, a human deed or a human doer.
const BESIDE_HUMANS =
  'sloppy|lazy|stupid|dumb|foolish|complacent|overconfident|hasty|rushed|unacceptable|embarrassing|rookie|amateur|cowboy|dumbest|ignorant|shoddy|botched|bungled|clumsy|impatient|inattentive|haphazard|lax|hapless|abysmal|dismal|woeful|pitiful|lousy|dreadful|disappointing|silly|daft|knee-jerk|ill-considered|misguided|panicky|deceptive|selfish|inexperienced|absurd|insane|ludicrous|idiotic|lamentable|deplorable|superficial|cursory|overly-optimistic|appalling|atrocious|laughable|pathetic|ridiculous|shambolic|half-baked|slapdash|childish|immature|petty|short-sighted|shortsighted|disorganised|disorganized|cack-handed|second-rate|third-rate|subpar|useless|hopeless|rude|dismissive|forgetful|gung-ho|trigger-happy|cocksure|gullible|spiteful|vindictive|hot-headed|muddled|unqualified|unfit|toxic|vain|idle|thick|petulant|garbage|rubbish|weak-minded|insulting|unserious'
const HUMAN_NOUN =
  'mistake|error|lapse|oversight|lack|omission|blunder|choice|effort|failure|decision|audit|inspection|investigation|culture|discipline|plan|strategy|answer|answers|apology|handling|handover|review|reviewer|testing|conduct|behaviour|behavior|attitude|work|engineer|developer|admin|operator|team|person|people|deploy|push|execution|planning|change|coding|response|delay|merge|data-entry|entry|practice|habits|approach|communication|judgement|move|thing|way|edit|stuff|outfit|leadership|supervision|preparation|workmanship|excuse|logic|staff|management|colleague|vendor|contractor|manager|idea|assumption|attempt|cleanup|fix'
const TRAITS = `${BESIDE_HUMANS}|naive|asleep|stubborn|difficult|uncooperative|obstructive|defensive|hostile|unhelpful|evasive|uninterested|indifferent|greedy|timid|oblivious|tardy|unreliable|incapable|secretive|irrational|drunk|hungover|disengaged|unmotivated|derelict`
const VIRTUES =
  'care|diligence|professionalism|discipline|rigor|rigour|curiosity|thought|judgement|judgment|effort|urgency|seriousness|respect|competence|forethought|foresight|honesty|integrity|interest|commitment|initiative|consideration|courtesy|decency'
const PHRASES = phrases(
  ALWAYS,
  `${BESIDE_HUMANS} working? <adj>? <noun>? ${HUMAN_NOUN}`,
  `<human> be|become|get|grow|seem|look been|being? <adv>? <adv>? <adv>? too? ${TRAITS}`,
  `<human> have be|become|get|grow <adv>? <adv>? ${TRAITS}`,
  'they be|seem|get <adv>? <adv>? too? sloppy|lazy|stupid|foolish|naive|complacent|overconfident|hasty|asleep|ignorant|impatient|greedy|selfish|rude|timid|indifferent|stubborn|defensive',
  'naive assumption|belief|trust|hope',
  'too much of a|an hurry|rush',
  'complacency|apathy|arrogance|laziness|indifference have? set|crept|creep|settled|settle in',
  'play|played|playing fast and loose',
  'moment|act|acts|bout of madness|folly|stupidity|idiocy|recklessness|insanity',
  'it|this|that|which be <adv>? unacceptable|disappointing|embarrassing|poor|disgraceful from|of|for|by <det>? <adj>? _1 <human>|<person>',
  'sloppy|shoddy|poor|bad|lousy|lazy|amateurish piece|bit|display|example of work|engineering|coding|code|planning|judgement',
  `<human> be <adv>? <participle>|<adj> and|or|but <adv>? ${TRAITS}`,
  'embarrassingly|shamefully|inexcusably|unforgivably long|few|many|easy|short|obvious',
  'lack|lacks|lacked|lacking the|any|all|even|basic? basic? discipline|courage|decency|competence|maturity|integrity|guts|backbone|will|humility|rigour|rigor|skill',
  '<one> be <adv>? rushing|hurrying|racing to|through|it',
  'hardly|scarcely the|a|an behaviour|behavior|conduct|attitude',
  'behaviour|behavior|conduct|standard|attitude one|we|you|i expect|expects|expected',
  'distracted deploy|engineer|operator|review|reviewer|edit|merge',
  `be <adv>? sloppy|lazy|clumsy with|about|at`,
  `${HUMAN_NOUN} be <adv>? <adv>? sloppy|lazy|reckless|stupid|poor|${BESIDE_HUMANS}`,
  'no|nobody|none|nobody _4 seem|seems|seemed to care|own|understand|know|want|mind|feel|bother|grasp',
  'no|nobody|none _4 care|cares|cared',
  '<human> rushed <det>|it|through|ahead|into',
  `it|this|that|which be|'s <adv>? <adv>? ${BESIDE_HUMANS} that|how`,
  `^ it|this|that be|'s <adv>? <adv>? ${BESIDE_HUMANS} $`,
  "it|this|that be|'s naive|foolish|stupid|reckless|irresponsible|silly|daft of|to",
  'asleep at the wheel',
  'lied|lying|lies to us|me|you|the|everyone|customers',
  'nobody|no-one|none took|takes|taking responsibility|ownership|charge',
  'no|little|zero|any sense of urgency|responsibility|proportion|shame|ownership|duty',
  '<human>|they be fools|idiots|cowards|amateurs|fool|idiot|coward|amateur',
  'worst <adj>? <noun> i|we|anyone|you have|has|had? ever',
  'unbelievable|sheer|utter|breathtaking|staggering|wilful|willful|astonishing|shocking|total|complete|such ignorance|stupidity|laziness|arrogance|incompetence|carelessness|negligence|indifference|naivety|complacency',
  'neither skill|care|sense|shame nor',
  'no polite|kind|nice word|words for',
  'grown|got|become fat|idle|soft|lazy|complacent',
  'bluffed|bluffing|blagged <poss>|it|through way|through',
  'taken|taking|takes|take pride in',
  'stop|stopped taking <det>|their|his|her _1 seriously',
  'clueless|useless|hopeless|sorry bunch|lot|crowd|outfit|crew',
  'to be polite|kind|charitable|generous',
  'hardly|scarcely|not exactly|very|particularly? professional|responsible|grown-up|clever|bright|smart|wise',
  'the|a|any basic|common? decency|courtesy|sense|guts|courage|honesty|grace to <base>',
  'up to it|scratch',
  `it|that be <adv>? dumb|${BESIDE_HUMANS} to|of|that`,
  '^ <det>? <adv>? lame|feeble|weak|pathetic|poor excuse|excuses|apology|show|effort|attempt|answer',
  'ignorant of|about',
  'not|hardly how <adj>? professionals|adults|engineers|grown-ups|experts behave|work|act|operate|do',
  'behave|behaved|act|acted like|as a|an? <adj>? amateurs|children|cowboys|fools|amateur|child|cowboy|fool|novice|novices|idiots|beginners|teenagers',
  'poor|bad show|form by|of|from|on|$',
  'performance|showing|display by|of|from _3 vendor|team|support|management|staff|engineers|ops',
  `${HUMAN_NOUN} of|from|by|to|at|in|on _4 be <adv>? <adv>? poor|terrible|awful|bad|${BESIDE_HUMANS}`,
  'handling|response|work|communication|review|testing|planning|preparation|effort|behaviour|behavior|conduct|performance|standard|this|that|it|we <adv>? _4 not|nowhere|hardly near? good enough $',
  'sloppy|lazy|careless|poor|naive|stupid on|of my|our|their|his|her|us|me|them part|$',
  'failure|lapse|lack|want of judgement|judgment|leadership|nerve|imagination|responsibility|discipline|character|backbone|courage',
  'overly|too|far|way optimistic|confident|trusting|ambitious|cocky|relaxed|comfortable|casual|cavalier|keen|eager $',
  'selfishly|rudely|clumsily|childishly|dismissively|half-heartedly',
  'rushed|rush out|through|into production|without|by|$',
  'done|deployed|released|merged|shipped|launched|pushed prematurely|hastily|carelessly|sloppily',
  'basic|basics right|wrong',
  'get|got the basics',
  "pig|dog 's ear|breakfast|dinner",
  'finest hour|moment',
  'not|hardly exactly? <poss> finest|best|proudest',
  'showed|shows|show|took|takes|with no|little|zero interest|pride in',
  'poorly|badly|barely|half thought|planned|conceived|organised|organized|coordinated|managed|executed|prepared|run|led|supervised|considered out|through|$',
  'ignored|ignores|ignore|flouted|broke every|all|any best|known|basic|rule|single',
  'what a|an mess|joke|farce|shambles|disaster|disgrace|embarrassment|circus|fiasco|waste',
  'made|make|makes an? <adv>? mess|hash|pig|balls|meal of',
  'juvenile|schoolboy|childish|kindergarten|sophomoric error|mistake|behaviour|behavior|blunder|prank',
  'poor|bad|weak|terrible|nonexistent|non-existent engineering|operational|team|security|work? discipline|hygiene|culture|ethic|leadership|management|craftsmanship|workmanship',
  `<human> have always be|been <adv>? ${TRAITS}`,
  'blunder|blunders|gaffe',
  'it be shocking|staggering|astonishing|baffling|appalling|scandalous|incredible|alarming|disturbing|unbelievable that|how',
  'be|been badly|poorly|thoroughly|completely? botched|bungled|fluffed|mishandled|mismanaged|bodged',
  'grossly|woefully|utterly|completely|totally|hopelessly|ill unprepared|ill-prepared|unqualified|incompetent|inadequate|underprepared|out',
  'response|handling|reaction|communication|coordination|cleanup|effort be <adv>? slow|late|chaotic|confused|disorganised|disorganized|embarrassing|lacklustre|half-hearted|clumsy|inept',
  "could not|n't be bothered",
  "not|n't|never|nor bother|bothered to",
  'bothered to',
  'ought|should to? have known better',
  'known better',
  'poor judgement|judgment',
  `lack|want|absence|dearth of <adv>? <adj>? ${VIRTUES}`,
  `little|more|any|no|zero|modicum|shred|ounce of? ${VIRTUES}|thinking would|went|goes|could|might into?`,
  'any|no|zero|little|lack|lacks of? common sense',
  'level of care|professionalism|competence',
  'scant|little|no|proper|due regard for',
  'without due care|diligence',
  'complete|total|blatant|utter disregard',
  'disregard for|of',
  'rubber-stamp|rubber-stamped',
  'rubber stamp|stamped',
  `^ <adv>? ${BESIDE_HUMANS} $`,
  `ever|just|plain|simply|usual lazy|sloppy|stupid|impatient|stubborn|careless|arrogant|clumsy|reckless`,
  '<human> be <poss> usual',
  'in bad faith',
  'piece of work $',
  'be a|an joke|farce|disgrace|shambles|menace|embarrassment|clown|circus|liability $',
  '<noun> be a joke|farce|disgrace|shambles|menace',
  'amateur hour',
  'blindly <past>',
  '<past> blindly',
  'stubbornly insist|refuse|cling|continue',
  'foolishly|stupidly|sloppily|clumsily',
  'embarrassingly|shamefully|woefully|inexcusably slow|late|bad|poor|little|careless',
  '<human>|they dragged their|his|her feet|heels',
  '<human>|they be|get <adv>? out of their|his|her depth',
  'in over their|his|her head|heads',
  '<human>|they <verb>? panicked|panicking|dithered|shrugged|slacked|snoozed|dawdled',
  '<human>|they|she|he botch|bungle|bodge',
  "<poss>|'s|sheer|pure|total|wilful|willful|deliberate|lack|sheer indifference|apathy|ego|attitude|hubris|stubbornness|impatience|cowardice|vanity|pride|sloppiness|overconfidence|greed|haste|ignorance|complacency|blindness|clumsiness|excuses",
  'stubbornness|sloppiness',
  'turn|turned a blind eye',
  'attitude|attention|discipline|effort|conduct|quality _4 leave|leaves much|a to',
  'typical of|for <det>? <adj>? <noun>? <human>',
  `${TRAITS} as usual|always|ever`,
  '<human>|they always|constantly|invariably|never|forever|habitually =forget|=forgets|=ignore|=ignores|=skips|=skip|=complain|=complains|=blames|=learn|=learns|=listen|=listens|=bothers|=breaks|=leaves',
  'thrown|cobbled|slapped|hacked together',
  "who|they|people|someone did|do|does not|n't care",
  'botched|bungled|sloppy|careless|hasty|amateurish|shoddy|half-baked|ill-prepared|clumsy <adj>? <noun>? release|rollout|migration|upgrade|cutover|launch|restore|documentation',
  'thing|this|it|that|incident|outage|situation|matter|affair be handled|managed|run|organised|organized|communicated|executed|planned <adv>? terribly|badly|poorly|appallingly|dreadfully|miserably',
  'nobody|no-one|anyone|anybody|none with any|a|half|an|the _2 sense|brain|experience|competence|decency',
  'as if|though it|this|that _3 their|his|her|our problem|job|business|concern|fault',
  'not <poss> problem|job|business',
  'out of their|his|her|its depth',
  '<human>|they|he|she only|just care|cares|cared about|for',
  '^ what kind|sort|type of engineer|person|developer|human|company|team|admin|operator|idiot',
  '<human>|they _1 have no clue|inkling',
  "<human>|they be <adv>? not|n't|never good|fit|clever|smart|competent enough|up for|to",
  'basic|beginner|kindergarten|elementary|first-year stuff|competence|hygiene|due-diligence|knowledge',
  'any engineer|developer|admin|professional|competent|sane|reasonable|junior|child|idiot _2 know|knows|would|should|could|can|understands',
  'a|any|no|every self-respecting|sane|competent|reasonable|decent|serious|half-decent|normal engineer|developer|person|admin|operator|professional|dba|human|team|company',
  'kidding ourselves|themselves|himself|herself',
  'fooled|fooling|lied to? ourselves|themselves',
  'wholly|totally|completely|utterly|simply|entirely|absolutely|frankly unacceptable',
  'conduct|behaviour|behavior|attitude _6 unacceptable|poor|shameful|disappointing|inappropriate|bad',
  'a|the|such|of|like|what =fool|=fools',
  'idiot|moron|slacker|amateurs|clown|cowboys|imbecile|muppet|numpty|bozo|cretin|dunce|liar|coward|halfwit|dimwit|nitwit|buffoon',
  'some|which|what genius',
  'the genius who|that|behind',
  'bad|poor|terrible|awful|horrible work|judgement|judgment|attitude|conduct|discipline|workmanship|craftsmanship|effort',
  'deliberate|deliberately|wilful|willful|intentional|blatant|outright deception|lie|lies|lying|deceit|sabotage|misrepresentation|neglect|defiance|disobedience|ignorance|manipulation|falsification|violation',
  'do|did|does|done a|an|such? shoddy|poor|bad|terrible|awful|lousy job',
  'refusal to listen|comply|learn|admit|read|accept|follow|obey|cooperate|engage|understand|acknowledge',
  'my|your|his|her|their|our|agent|assistant|model deception|lies|deceptions',
  'blame-shifting|finger-pointing',
  "could|can n't|not care less",
  'too proud|lazy|busy|arrogant|important|stubborn|impatient|eager|scared|afraid|junior|green to',
  'hardly|barely|scarcely|anything-but|less than professional|competent|acceptable|appropriate|responsible|diligent|rigorous|honest',
  'not|nor|neither|never an? <adv>? appropriate|acceptable|professional|responsible|mature nor|or|and? <adj>? way|behaviour|behavior|conduct|attitude|manner|response|standard',
  'one|you|anyone|anybody may|might|would|can|should expect of|from',
  'no excuse|excuses for',
  'no business in|on|with|near|<ing>',
  'such an|a obvious|basic|elementary|simple thing|mistake|error|check|step|test|oversight',
  'elementary|schoolboy|textbook|beginner mistake|error|blunder',
  "not|n't|without pay|paying attention",
  "without|not|n't|never stop|stopped|stopping to think",
  'without a thought|clue',
  'because it|that|they annoyed|bored|irritated|amused',
  "did|does <det>? <human>|they|you n't|not? even test|read|look|check|try|open|think|run|bother",
  "<human>|they did n't|not even",
  'plain and simple $',
  'left hand|foot _3 right hand',
  'dropped the ball',
  'phoned|phoning it in',
  'passed|passing|pass the buck',
  'lost the plot',
  'winged|winging it',
  'wishful thinking',
  'half|ounce|shred|modicum of? a? brain|sense|diligence|decency|shame',
  'with half a brain',
  'how thick|stupid|dumb|lazy|hard|careless <adv>? do|does|can|could|are|is|must',
  'sort|kind|type of person|engineer|man|woman|people|developer who|that',
  'like a|an child|amateur|know-it-all|novice|fool|beginner',
  'like headless chickens',
  'fit|fits of pique|temper|rage',
  'take|takes|took pride|taking _1 job seriously',
  'beneath him|her|them',
  'nobody|no-one even tried|bothered|looked|cared|asked',
  "not|n't very|much|any|particularly good at? $",
  'competent|responsible|diligent|serious <adj>? <noun>? <human>|company|professional _1 would',
  'kind|case|lot of complacency|arrogance',
  'only complacency|laziness|greed|vanity|pride explains|explain',
  'greed|indifference|complacency|vanity|haste and|or <noun>',
  '<noun> and indifference|complacency|greed',
  'the indifference|greed|vanity|complacency shown|of|on',
  'reflect|reflects|reflected badly|poorly on',
  'deliberate|deliberately attempt|trying|tried to hide|conceal|deceive|mislead',
  'would be generous|kind|charitable $',
  'too vain|lazy|proud|cheap|comfortable|self-important',
  'on-brand for',
  'box-ticking',
  'cut|cutting|cuts corners',
  'asleep on the job',
  'head|heads in the sand',
  'going|went through the motions',
  'shot|shooting from the hip',
  'easy way out',
  "did|do|does not|n't care $",
  "did|does|do not|n't do their|his|her|your homework|job",
  '<human>|testing|review|communication|work _3 up to scratch|par',
  "<human>|they _2 not|n't up to the job|task",
  'beggars|defies|beyond|beggared belief',
  'a|an|the|our absolute|complete|total|utter|real? disgrace|embarrassment|farce|insult',
  'should be ashamed',
  'ashamed of',
  'no idea|clue what they|he|she|you|we be doing',
  "not|n't know what they|he|she|you|we be doing",
  'a child|monkey|toddler|kindergartener could|would|can|knows',
  '<human>|they made a <adj>? hash|mess|meal of',
  '=excuses offered|given|made|for|from|about|were|are',
  'economical with the truth',
  'less than truthful|candid|honest',
  'cover-up',
  'covering|covered their|his|her|its tracks',
  'out of|sheer|pure spite|laziness|vanity|pride|malice|boredom|arrogance|convenience',
  'more|rather concerned|interested|worried with|about|in _8 than',
  'just|only wanted to go home|leave|look',
  'to look good|clever|busy',
  'showing off',
  'contempt for',
  'took|take the easy way|route|path',
  'head|heads up their|his|her',
  'blindly|blind trust|trusting|trusted|faith',
)

// "careless": careless, carelessly, carelessness.
function withForms(adjectives: string): string {
  const forms = (word: string) => [
    word,
    word.endsWith('ic') ? `${word}ally` : word.endsWith('le') ? `${word.slice(0, -1)}y` : `${word}ly`,
    `${word.endsWith('ly') ? `${word.slice(0, -1)}i` : word}ness`,
  ]
  return adjectives.split(/\s+/).flatMap(forms).join('|')
}

// A quorum, a loader, a regex or an outage can be any of these without anybody being rated.
const MACHINES = new Set(
  `quorum loading load evaluation loader regex retry initialization bayes lock query image default mode datetime algorithm cache fetch tenant response-time time latency design schema
protocol driver format interface parser heuristic column naming script job service server client scheduler gateway proxy balancer planner optimizer optimiser compiler linter library firmware kernel daemon
worker cron code clause insurance limit alert dashboard model-check check iterator terminal policy rule persona byte-order priority page message loop number amount setting option value disclosure prefetcher optimiser discharge automation`.split(
    /\s+/,
  ),
)

// The noun an adjective stands before, or the doer of what an adverb or a "was" says.
function isOfMachine(s: Sentence, hit: PhraseHit): boolean {
  let noun = hit.end
  while (noun < hit.end + 2 && isTagged(s, noun + 1, Tag.noun) && gapBefore(s, noun + 1) === 0) noun++
  if (gapBefore(s, hit.end) === 0 && isTagged(s, noun, Tag.noun) && MACHINES.has(lemmaAt(s, noun)))
    return true
  if (has(s, MACHINES, { from: hit.at, to: hit.end - 1 })) return true
  const frame = framesOf(s).find((one) => one.end >= hit.at && one.at <= hit.end)
  if (frame?.doer.kind !== 'system') return false
  const isAdverb = isTagged(s, hit.at, Tag.adverb) || isTagged(s, hit.end - 1, Tag.adverb)
  return MACHINES.has(lemmaAt(s, frame.doer.head)) || (isAdverb && !frame.isPassive && frame.lemma !== 'be')
}

// What an attacker was like is no judgement of anybody on our side.
const OUTSIDERS = new Set('thief attacker adversary criminal hacker phisher burglar scammer'.split(' '))
const WORDS = new Set(`${ALWAYS}|${TRAITS}`.split('|'))
const DENIALS = new Set("no not n't nobody none neither never nor without if".split(' '))

// "Nobody was careless": a word is no verdict where it is denied.
function isDenied(s: Sentence, hit: PhraseHit): boolean {
  if (!WORDS.has(formAt(s, hit.at)) && !WORDS.has(formAt(s, hit.end - 1))) return false
  let from = hit.at
  while (from > s.start && from > hit.at - 5 && (gapBefore(s, from) & ~Gap.line) === 0) from--
  return has(s, DENIALS, { from, to: hit.end })
}

const STAFF = new Set('team staff people management vendor engineer support we our'.split(' '))
const TALKED_ABOUT = new Set('word words term phrase avoid label'.split(' '))

function isInnocent(s: Sentence, hit: PhraseHit): boolean {
  const isOwn = formAt(s, hit.at - 1) === 'own' && /^(?:my|its)$/.test(formAt(s, hit.at - 2))
  if (isOwn || formAt(s, hit.at - 1) === 'my') return true
  // "The response was slow" is mostly a server's.
  if (
    formAt(s, hit.at) === 'response' &&
    /^(?:slow|late)$/.test(formAt(s, hit.end - 1)) &&
    formAt(s, hit.end) !== 'and' &&
    !isTagged(s, hit.at - 1, Tag.possessive)
  )
    return !has(s, STAFF)
  // "As usual, the job ran at noon."
  if (formAt(s, hit.at) === 'as' && isClauseStart(s, hit.at)) return true
  if (isOfMachine(s, hit) || isDenied(s, hit) || has(s, OUTSIDERS, { from: s.start, to: hit.end }))
    return true
  if (formAt(s, hit.end - 1) === 'difficult' && formAt(s, hit.end) === 'to') return true
  if (has(s, TALKED_ABOUT, { from: hit.at - 4, to: hit.at })) return true
  return lemmaAt(s, hit.at) === 'negligence' && formAt(s, hit.at - 1) === 'no'
}

const RATED_NOUNS = new Set(`${HUMAN_NOUN}|reviews|decision`.split('|'))
const RATINGS = new Set(`${TRAITS}|${ALWAYS}`.split('|'))
const RATINGS_OF_DEEDS = new Set(`${BESIDE_HUMANS}|${ALWAYS}`.split('|'))

// "Support was slow, rude and unhelpful", "the decision to run it on a Friday was plain dumb": a rating further on behind "was".
function ratedIn(s: Sentence): readonly Hit[] {
  for (const frame of framesOf(s)) {
    if (!/^(?:be|seem|look|get|become)$/.test(frame.lemma) || frame.isNegated || frame.modal !== null)
      continue
    const isOfPeople = isHuman(frame.doer.kind) && frame.doer.kind !== 'i'
    const isOfDeeds = !isOfPeople && (RATED_NOUNS.has(lemmaAt(s, frame.doer.head)) || isOfDecision(s, frame))
    if (!isOfPeople && !isOfDeeds) continue
    const at = ratingAfter(s, frame.end, isOfPeople ? RATINGS : RATINGS_OF_DEEDS)
    if (at >= 0 && !isInnocent(s, { at, end: at + 1 })) return [hitOf(s, frame.at, at)]
  }
  return NO_HITS
}

const NO_HITS: readonly Hit[] = []

// "The decision to run it on a Friday was": the verb's own subject is only the end of what is rated.
function isOfDecision(s: Sentence, frame: Frame): boolean {
  for (let i = s.start; i < Math.min(frame.at, s.start + 4); i++)
    if (/^(?:decision|choice|plan|idea|attempt)$/.test(formAt(s, i)))
      return /^(?:to|of|not)$/.test(formAt(s, i + 1)) && framesOf(s)[0] === frame
  return false
}

function ratingAfter(s: Sentence, from: number, ratings: ReadonlySet<string>): number {
  for (let i = from; i < Math.min(s.end, from + 7); i++) {
    if ((gapBefore(s, i) & ~(Gap.line | Gap.comma | Gap.mark)) !== 0) return -1
    if (ratings.has(formAt(s, i))) return isClauseEnd(s, i + 1) || isTagged(s, i + 1, GOES_ON) ? i : -1
    if (isTagged(s, i, ENDS_RATING)) return -1
  }
  return -1
}

const GOES_ON = Tag.conjunction | Tag.preposition | Tag.subordinator
const ENDS_RATING =
  Tag.determiner |
  Tag.possessive |
  Tag.preposition |
  Tag.subordinator |
  Tag.be |
  Tag.have |
  Tag.modal |
  Tag.not

/** A word about somebody's character or care in place of what happened. */
export const characterWords: Rule = {
  id: 'character-words',
  name: 'Character in place of events',
  because:
    'A trait says what somebody is; it cannot be checked, and nothing follows from it that we could change.',
  ask: 'What was done, and what made it look right from there?',
  source:
    'Ross, The Intuitive Psychologist and His Shortcomings (1977), on the fundamental attribution error',
  levels: { analysis: 'error', timeline: 'error', actions: 'error', other: 'error' },
  phrases: [PHRASES],
  triggers: [...RATINGS],
  find: (s) => {
    const said = phraseHits(s, PHRASES, {
      unless: isInnocent,
      rewrite: (_, hit) => {
        const isLone =
          hit.end - hit.at <= 2 &&
          isTagged(s, hit.at - 1, Tag.determiner) &&
          isTagged(s, hit.at + 1, Tag.noun) &&
          !/^(?:mistake|error)$/.test(lemmaAt(s, hit.at + 1))
        return isLone ? dropWords(s, hit.at, hit.at) : []
      },
    })
    return said.length > 0 ? said : ratedIn(s)
  },
}
