// Words several rules lean on, each list in one place, so that a word added here helps every rule that reads it.

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

/** Words that announce a cause: "due to", "stems from", "boils down to". */
export const causeWords: ReadonlySet<string> = set(
  `cause because due root trigger reason result stem arise trace attribute ascribe explanation explain originate boil culprit classify classified
categorise categorize category blame owe owing attributable ascribable down fault behind source origin culminate consequence thanks courtesy spring`,
)

/** Nouns for a slip, whoever makes it. */
export const slipNouns: ReadonlySet<string> = set(
  `mistake typo oversight slip slip-up slipup mix-up mixup misunderstanding miscommunication misjudgement misjudgment misreading misread omission misclick miscalculation
lapse blunder fatigue tiredness inattention haste forgetfulness distraction negligence carelessness complacency misstep fumble goof goof-up botch misinterpretation miscount
inattentiveness mishearing mishandling miskey misentry mis-click absent-mindedness clumsiness gaffe muddle boo-boo overconfidence misapprehension misassumption`,
)

/** What people do with their hands: done to the wrong thing, each is a slip. */
export const handVerbs: ReadonlySet<string> = set(
  `click press tick select choose pick paste type enter edit hit plug unplug pull connect disconnect open close send mark switch swap key punch push grab write copy dial pour
program stick label attach take load touch turn put use administer inject deliver ship file set cut delete remove drop upload charge bill wire
shut isolate de-energise restart reboot merge checkout tag book order post apply restore format wipe solder mount screw wind release print stamp sign zap insert seal dig drill thaw
transcribe read fill move fax mail e-mail email assign stop kill patch deploy`,
)

/** What people pick, one among many that look alike. */
export const alikeThings: ReadonlySet<string> = set(
  `position mode channel setting direction end side colour color size page recipe dosage layer level floor street site store shop dept queue topic chat button window terminal tab key cable host hostname account folder directory row cell branch file server cluster environment region namespace database table column version tag commit drive disk port rack
shelf switch valve lever box line number address name digit unit units amount customer tenant user recipient list template form field script command flag argument parameter value variable option checkbox
menu plug socket breaker fuse bay slot cartridge tape label tray sample vial parcel ticket order invoice date month year day week time zone currency sheet container pod node machine vm
pump tank pool room house door patient ward dose chart bag bottle wire jumper lead connector pin prompt console session context project bucket volume vlan subnet cage lun train track platform lane berth sluice premises conveyor`,
)

/** Verbs that undo, cut or give away what they are done to. */
export const ruinVerbs: ReadonlySet<string> = set(
  `delete drop empty wipe purge truncate disable silence mute unplug cut shut revoke detach overwrite nuke erase format reformat trash zap unmount disconnect expose publish deactivate force-push flip clear flush destroy kill`,
)

/** What others live on: a deed that ruins it is the harm. */
export const liveThings: ReadonlySet<string> = set(
  `production prod live customer customers tenant tenants primary master main everyone everything entire whole last public database db databases table tables schema bucket archive backup backups snapshot snapshots index replication suite sync failover firewall logging guard node nodes
partition namespace volume dataset data records record history registry repo repository zone alarm alarms alert alerts monitoring pager siren horn breaker power feed pump certificate keys wallet treasury ledger mirror`,
)

/** Words that tell a deed to be the mending, or meant: nobody is blamed for it. */
export const mendingWords: ReadonlySet<string> = set(
  `protect restore reduce relieve free recover mitigate avoid prevent limit verify confirm rebuild allow stop contain force stuck hung old stale unused test staging orphaned duplicate duplicates corrupt corrupted bad faulty broken affected
malicious compromised leaked canary rollout runbook procedure documented planned scheduled agreed asked requested told approved maintenance drill rehearsal because since as so recovered continued fell returned resumed succeeded
temporary temp flag offending flapping noisy migration expired spare demo sandbox recovery again`,
)
