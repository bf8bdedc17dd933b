// Data of the lexicon. A new word goes into the list it belongs to; forms are made by rule.

/** Closed classes: the key lists the tags, the value the forms, `form=lemma` where they differ. */
export const closedClasses: Readonly<Record<string, string>> = {
  'past participle': 'led=lead',
  be: "be am=be is=be are=be was=be were=be been=be being=be 're=be 'm=be wasn=be isn=be aren=be weren=be",
  have: "have has=have had=have having=have 've=have",
  do: 'do does=do did=do done=do doing=do',
  modal:
    "can could will=will would shall should may might must ought 'll=will 'd=would ca=can wo=will cannot=can",
  not: "not n't=not nt=not never",
  determiner: 'a an the this that these those each every some any no another both either neither such all',
  possessive: "my your his her its our their whose 's='s '='s",
  pronoun:
    'i you he she it we they me him us them myself yourself himself herself itself ourselves themselves who someone somebody anyone anybody everyone everybody nobody one none something nothing anything everything whoever what there here',
  preposition:
    'of in on at by for from with without into onto over under after before during between among through across against about toward towards via per within upon despite until till as like than off up out down back behind near inside outside beyond since',
  conjunction: 'and or but nor yet plus',
  subordinator:
    'because when while if unless although though whereas which who whom that where why how whether once so since until before after as then therefore hence',
}

/** Irregular verbs that matter: base, past, participle. */
export const irregularVerbs =
  'break broke broken, take took taken, bring brought, write wrote written, know knew known, see saw seen, think thought, catch caught, run ran run, do did done, go went gone, leave left, lose lost, send sent, tell told, find found, keep kept, hold held, feel felt, read read, put put, set set, shut shut, cut cut, let let, hit hit, cost cost, make made, give gave given, get got gotten, forget forgot forgotten, choose chose chosen, speak spoke spoken, wake woke woken, fall fell fallen, begin began begun, understand understood, misunderstand misunderstood, mistake mistook mistaken, misread misread, overwrite overwrote overwritten, override overrode overridden, build built, rebuild rebuilt, spend spent, pay paid, say said, mean meant, stand stood, stick stuck, blow blew blown, throw threw thrown, hide hid hidden, steal stole stolen, shoot shot, undo undid undone, rethink rethought, overlook overlooked, screw screwed, lie lied, come came come, become became become, drive drove driven, teach taught, learn learned, feed fed, bypass bypassed, oversee oversaw overseen, mislead misled misled, mishear misheard misheard, misspell misspelt misspelt,  foresee foresaw foreseen, foul fouled, quit quit, wear wore worn, split split, spread spread, win won, fight fought, meet met, sit sat, sleep slept, show showed shown, grow grew grown, draw drew drawn, hang hung, swear swore sworn, rewrite rewrote rewritten, redo redid redone, withdraw withdrew withdrawn, sink sank sunk, tear tore torn, strike struck, freeze froze frozen, deal dealt, lend lent, sell sold, buy bought, seek sought, shake shook shaken, slide slid, overrun overran overrun, oversleep overslept, resend resent, ring rang rung, rise rose risen, stay stayed'

/** Regular verbs that matter; past, third person and -ing are made by rule. */
export const regularVerbs = `
accept access account achieve acknowledge act activate add address adjust admit advise agree alert allow announce answer
anticipate apologize apologise apply approve ask assess assign assume attach attempt attempt audit authorize authorise automate avoid back
ban be blame block bork botch brick bother break bump bump call cancel capture care cause change charge check claim clean clear click close
coach come commit communicate compare complain complete configure confess confirm confuse connect consider consult contact
continue contribute copy corrupt counsel crash create credit damage deceive decide declare decline decommission decrease define delay
delete deliver demand deny depend deploy depend describe design destroy detect determine develop diagnose disable disagree discard discipline
discover discuss dismiss disobey disregard disrupt document doubt downgrade drain drop duplicate edit educate emphasize emphasise empty
enable encourage end enforce enhance ensure enter erase err escalate establish estimate evaluate evict examine exclude execute exhaust expect
expire explain explore expose express fabricate fail fat-finger fire fix flag flip flush follow force force-push fumble generate guess
halt handle happen hardcode hesitate hurry identify ignore imagine implement import improve include increase inform initiate inject
insert insist inspect install instruct insult intend introduce invent investigate invoke issue join jump kick kill state point indicate signal display reveal revisit investigate explore label lack land launch
leak lift like link listen load log look mangle manage mark maim merge mess migrate mind minimize miss misapply miscalculate
miscommunicate misconfigure misinterpret misjudge mislabel misplace misrepresent misspell mistype misuse mitigate mix modify monitor move
mutate name need neglect nail notice notify nuke obey observe occur offer omit open operate optimize order own page panic pass paste patch
pause perform permit pick pin place plan plug poll post praise prepare prevent proceed process promote propose provide provision prune publish
pull purge push question raise reach react realize realise rebase reboot recall recheck recognize recognise recommend reconsider record
recover recreate redeploy reduce refactor refer refresh refuse regret reimage reject relax release rely remember remind remove rename renew repair
repeat replace reply report reprimand request require rescue research reset resize resolve respect respond restart restore restrict result
retire retrain retry return reuse revert review revise revoke rewrite roll rotate ruin rush sabotage sack sanction save scale schedule screw select
separate share ship sign skip slip slow solve spot stage start stop streamline strengthen stress struggle stumble submit suggest
supervise support surface suspect suspend switch talk tank target terminate test thank think tidy tighten touch track train transfer treat
trigger trip trust try tune turn type unplug update upgrade upload use validate verify violate visit wait walk want warn watch wipe wonder
foster instil exert boost strive aim endeavour endeavor focus concentrate beware cooperate collaborate reflect prioritise prioritize educate retrain rebuild expose unplug talk rush uncover produce save shorten highlight spare alleviate forestall intercept work worry wreck yank unleash overcomplicate overengineer over-engineer waste complicate mishandle mismanage misdiagnose misremember misinform hallucinate falsify pretend clobber bungle muddle derail surface
translate heed honor honour comply adhere research request butcher annoy promise trust tick truncate reinforce emphasize drag shrug waste breach flout contravene circumvent invalidate trample dictate transpose waive overrule misdial mismeasure conceal gamble postpone swap mute press fiddle tinker meddle knock sever hop wander bully limit hinge attribute ascribe confine shorten halve ease lessen thaw seal solder stamp zap swipe jab knock spill snap unmount detach reformat deactivate delegate abort decipher decode untangle dither dodge shirk skimp evade blurt nudge slam wire mount inject isolate fax transcribe de-energise intervene survive
pressure trace shout silence grant wave rubber-stamp hard-code misroute relabel snooze underestimate overestimate lull`

/** Adverbs that stand inside verb groups and do not end in -ly. */
export const adverbs = `
also already always never often again still just even soon later earlier ever almost quite rather too very perhaps maybe once twice instead
together alone however anyway basically straight well far hard fast around ago now then there afterwards meanwhile somehow anymore either
ahead early late better best more less most least only`

/** Adjectives the rules or the noun phrases lean on. */
export const adjectives = `
bad wrong broken good new old junior senior careless sloppy lazy reckless negligent incompetent clueless stupid dumb foolish idiotic irresponsible
unprofessional careful more vigilant mindful aware alert diligent thorough cautious attentive hasty rushed naive arrogant dishonest complacent
overconfident inexperienced lead on-call oncall duty main single sole only same other own whole entire first second third last next previous live
true false poor full empty high low long short big small late early several many few fewer most much untested unreviewed unapproved production`

/** Nouns listed so that their plural is not taken for a verb, or because a suffix would mislead. */
export const nouns = `
duty error mistake slip typo oversight lapse accident misconfiguration cause root factor reason incident outage problem issue deployment deploy change release
migration database service server cluster node pod script command query key certificate alert dashboard graph log metric queue region bucket table
index backup config configuration flag test review process procedure runbook checklist policy documentation document training communication
awareness monitoring alerting system tool pipeline branch thing speed need bed feed seed bus analysis status access class less process user
state customer team group cable variable archive executable directive valve gauge label limit wire mount seal stamp on-call oncall lead production morning evening ceiling string setting executive warning wiring routing pricing billing routing building`
