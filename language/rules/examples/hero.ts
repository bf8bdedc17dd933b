import { examplesOf } from './example.ts'

/** Examples of `hero`. */
export const hero = examplesOf(
  [
    [
      'Nobody but Olaf could have read the old tape.',
      'The tape has one reader and no manual; a second copy is on disk since May.',
    ],
    [
      'It took Ines ten minutes to see what was wrong.',
      'The fault showed on the third panel, 10 minutes after it was opened.',
    ],
    [
      'Thanks to Ana, who stayed up all night, nothing was lost.',
      'The rebuild took 9 hours and one person; no one was there to take over.',
    ],
    ['We survived because Rahel refuses to take leave.', 'The restore steps are written nowhere.'],
    ['Luckily Bob was near his desk.', 'The page for this service had no cover after 18:00.'],
    [
      'Only Grigor knows how the billing job works.',
      'The steps of the billing job are not written down yet.',
    ],
    [
      'Sam single-handedly brought the cluster back.',
      'The cluster came back after 14 steps that are written nowhere.',
    ],
    [
      'A heroic effort by the storage group kept it short.',
      'Recovery took 40 minutes, with steps found on the way.',
    ],
    ['Without Yusuf we would still be down.', 'The flag that ended it is not in the runbook.'],
    ['Marta saved the day.', 'The restore worked because a copy was on one laptop; no other copy existed.'],
    ['Nobody else knows the signing steps.', 'The signing steps are not written down.'],
    ['Once more Hans came to the rescue.', 'A second pair of hands joined at 03:40, from outside the rota.'],
    ['Our architect went above and beyond.', 'Recovery took a weekend, and the rota has no relief for that.'],
    ['Fortunately Kofi had a copy of the dump.', 'The only copy of the dump was on a laptop.'],
    [
      'Kudos to Ravi, who found it from a train.',
      'The fault was found from outside the office; the console opens from any browser.',
    ],
    ['Our saviour was the night porter.', 'The smoke was noticed on a round; no alarm covers the cellar.'],
    [
      'Were it not for the porter, who smelled smoke, the hall would be gone.',
      'The smoke was noticed on a round; the hall has no detector.',
    ],
    [
      'The archive survived because Lena remembered the old key.',
      'The old key of the archive is written nowhere.',
    ],
  ],
  [
    'Thanks to the read replica the site stayed up.',
    'Eight people have the key, and any of them can start it.',
    'The rollback was quick because the tool keeps the last three images.',
    'The hero image on the landing page was too large.',
    'Luckily the hourly export had finished.',
    'Each member of the rota has now run the restore.',
    'The rate limit saved the ledger from a flood of retries.',
    'We thank all tenants who sent us traces.',
    'Thanks to the feature flag the change was off in seconds.',
    'Only one mirror kept answering.',
    'The tape archive was the only copy left.',
    'The save button stayed off.',
    'The lucky-number page was slow.',
    'Fortunately, no orders were lost.',
    'One clerk and one printer serve both counters.',
    'The porter made his usual round at 03:00.',
    'The alarm wakes whoever holds the pager, and repeats after 5 minutes.',
    'Two of the four on the rota have run this restore.',
    'The worker was stopped at its memory limit.',
    'The queue runs without persistence.',
    'The firmware gave up after three attempts.',
    'An account without an owner is closed.',
    'A finding has one owner before it can be shared.',
    'The guard put a hand to his ear.',
    'We came across the log line by chance.',
  ],
)
