// Names as evidence. No list can settle who is a person; these only weigh in, together with handles, titles, the roster and the verb.

/** Given names that are hardly ever anything else in an engineer's prose; lower case. */
export const givenNames: ReadonlySet<string> = new Set(
  `aaliyah aaron aarti abdul abdullah abena abigail achieng adam adaobi adebayo adele adeyemi aditi adrian adriana adwoa afonso agata agathe agnes agnieszka agus ahmad ahmed ahmet aidan aino aisha akiko akira akosua akua alan albert alberto
aldo alec alejandra alejandro aleksander alessandra alessandro alessio alex alexander alexandra alexei alexey alfie alfred ali alice alicia alina alison alma alvaro alvin ama amanda amara amelia amelie amin amina aminata amir amit amparo
amr amy ana ananya anastasia anatoly anders andersson andre andrea andreas andrei andrew andrey andrzej andy angela angelica angelo angus anika anil anita anja anjali anke ann anna anne anneke annette anni annie annika anthony antje antoine
anton antonio antti anusha anya aoife archie ariana arjen arjun arnaud arne arnold artem arthur arturo arun arvid asha ashok asif astou astri astrid augustin aurelie aurelio axel ayesha ayo ayse ayumi aziz balaji balazs bao baptiste barbara
barnabas barry bartek bartosz basil bastian bastien beata beatrice beatriz becca becky ben benedikt benjamin benoit bernadette bernard bernardo bert bertil beth bethan bettina betty beverly bianca bianchi bilal billy birger birgit birgitta
bjarne bjorn björn bob bobby bogdan bogdana bohdan bola bongani bonnie boris brad bradley bram brandon brenda brendan brett brian bridget brigitte britta brittany bronwyn bruce bruna bruno bryan budi burak caio caitlin caleb callie callum
calvin cameron camila carina carl carla carlos carmen carol carolina caroline carolyn carsten carys caspar cassie castellanos catalina catarina caterina cathal catherine cathy catriona cecil cecile cecilia cedric celeste celia celine cem
cerys cesar chao charlene charles chen cheng cheryl chiara chidi chinedu chinwe chloe chris christina christine christoph christopher cian ciara ciaran cillian cindy claire clara clarissa claudia claudio claus clement cleo clive clotilde
cody colin connor conor constance consuelo cora corentin corinna corinne cormac cornelia cosima cosmin courtney craig cristian cristina cynthia cyril czeslaw daan dafydd dagmar daiki daisuke dalia damian damien dan dana daniel daniela
danielle danilo danny danuta daphne daria darina dario darius dariusz darko darren dave david davide davina debbie deborah debra declan deepa deepak deirdre dejan delphine demetrius denis denise deniz dennis derek desmond despina detlef
dewi diana diane didier diego dieter dietmar dima dimitra dimitri dimitris dina dinesh diogo dirk divya dmitri dmitry dolores dominik dominique donald donna doris dorota dorothy doug douglas dragan dragana duarte dubois duncan dylan eamonn
ebba eberhard ed eddie edgar edith edmund eduard eduardo edward edwin efua egon eileen eilidh eilis eino eirik eitan ekaterina elaine eleanor elena eleni elias elif elijah elin elina elio elisa elisabeth elise eliza elizabeth elke ella
ellen ellie elliot elliott elodie elsa elsie emanuel emeka emil emile emilia emilio emily emma emmanuel emre enrico enrique enzo eoin eren eric erica erich erik erika erin ernesto ernst erwan esi esperanza esra esteban estelle ester esther
eszter ethan etienne euan eugene eugenia eugenie eunice eva evan evangelos evelina evelyn evie ewa ewan eze ezio ezra fabian fabiana fabien fabio fabrice fabrizio faisal farah farai farhad farid fatima fatma fatou federico felicity felipe
felix femi fenna ferdinand ferenc fergus ferhat fernanda fernandez fernando filip finn fintan fiona fionn fischer flavia flavio florian folake frances francesca francesco francine francisco franco francois franz fraser fred freddie frederic
frederica frederick frederik fredrik freja freya frida frieda friedrich fritz fumiko gabi gabor gabriel gabriela gael gaetan ganesh garcia gareth garrett gary gaston gaurav gavin gayatri gennaro geoff geoffrey georg george georgi georgia
georgie georgina gerald geraldine gerard gerd gerhard gerrit gertrude gethin giacomo gianluca gianni gilbert gilles gina giorgio giorgos giovanni girish giulia giuseppe gloria goncalo gonzalez gonzalo goran gordon gosia graham grainne greg
gregor gregory greta grigor grigory grzegorz guadalupe gudrun guido guilherme guillaume guillermo gunnar gunther gupta gus gustav gustavo gwen gwendolyn hala halima hamid hamish hamza hana hannah hannes hans hansen harald harish harold
harriet harry hartmut haruka haruki haruto hasan hassan hauke heather heba hedwig heidi heike heiner heinrich heinz helen helena helga helge helmut hendrik henk henrietta henrik henrike henrique henry herbert herman hermann hernandez hilary
hilda hinata hiro hiroshi hoffmann holger horst hortense horvat howard huda hugh hugo hui huong huseyin hussain hussein huw hye-jin hyun iain ian ibrahim ichiro ida ifan ifeoma ignacio igor ilana ilaria ildiko ilse ilya imani imelda imogen
imran indira ines inga inge ingeborg ingo ingrid ioana ioannis ionut irene irina irma isaac isabel isabella isabelle isla ismail istvan itai ivan ivana ivano ivanova ivo izzy jaap jacek jackie jacob jacqueline jacques jaime jake jakob jakub
jamal james jamie jamila jan jana jane janet janice janina janine jannik janusz jarek jari jaroslav jasmin jasmina jason javier jayne jean jean-luc jean-marc jean-pierre jeanette jeanne jeff jeffrey jelena jelle jen jenna jennifer jenny
jens jensen jeppe jeremy jeroen jerome jerry jerzy jesper jess jesse jessica jesus ji-hoon ji-woo jill jillian jim jimmy jing jiri jiro joachim joan joana joanna joanne joao joaquin jocelyn jochen jodie joe joel joerg johan johann johanna
johannes johansson john johnny jolanta jolene jon jonas jonathan joon joost jordi jorge joris jose josef josefina joseph josephine josh joshua josie jovana joyce jozef joão juan juanita judith judy juergen juha juho jukka jules julia julian
juliana julie julien juliet juliette julio julius jun jun-ho jurgen jussi justin justine justyna jutta jürgen kaan kaito kamal kamau kamil kamila karan kareem karel karen karim karin karl karolina karsten karthik kasia kasper katalin
katarina katarzyna kate katerina kateryna katherine kathleen kathryn kathy katie katja katrin katrina katya kavita kayla kazuki kazuo keiko keira keith kelechi kelly kelvin kenji kenneth kenta kerem kerry kerstin kevin khadija khaled khalid
kieran kim kimberley kimberly kiran kirill kirsten kirsty kitty klaus kofi koji kojo kolya konrad konstantin kostas kowalski krishna kristen kristian kristin kristina kristine kristof krzysztof ksenia kumar kunal kurt kwabena kwaku kwame
kyle kyra ladislav laila lakshmi lamar lara larissa larry lars larsson lasse laszlo latoya laura lauren laurence laurent laurie lawrence layla lea leah leandro leanne leif leigh leila lena lenka lennart leo leon leonard leonardo leonie
leonor leopold lerato leroy leslie lester leticia lev lewis leyla li liam lidia lieselotte liisa lilian liliana lilla lillian lina linda lindqvist linh linnea lior lisa liv livia liz lloyd loic lola lopez lorenzo loretta lori lorna lorraine
lothar lotte lottie louis louisa louise lourdes luc luca lucas lucia luciano lucie lucien lucio lucy ludmila ludo ludwig luigi luis luisa luka lukas lukasz luke lupe lydia lynn lyudmila maarten mabel maciej maddie madeleine madhuri mads
maelle maeve mafalda magda magdalena magnus mahesh mahmoud maike maisie maja makena makoto malachy malcolm malgorzata malik malin mallory malte mamadou manfred manish manoj manolo manon manuel manuela marc marcel marcela marcelina marcelo
marcia marcin marco marcos marcus marek margaret margarita margot marguerite maria mariam mariana marianne mariano maribel marie marija marika mariko marilyn mario marion marisa marisol marit marius mariusz marjorie markku marko markus
marlene marlon marta martha martin martina martine martinez marvin mary masha massimo matej mateo mateusz mathias mathieu mathilda mathilde matias matilda mats matt matteo matthew matthias matti mattias maureen maurice mauricio mauro maxim
maxime maximilian mayumi meena meera megan mehdi mehmet mehta mei melanie melinda melissa melvin mensah mercedes meredith merete mert merve mette meyer mia michael michaela michal michel michele michelle mieke miguel mihai mika mikael mike
mikel mikhail miki mikkel mikko mildred milena milica millie milos min-jun mina ming minh minjun minna mira miranda mircea mirela miriam mirjam mirko miroslav misha mitch mitchell mohamed mohammad mohammed mohan mohit moira molly mona
monica monika morag moreau moritz morten moses moshe moussa mueller muhammad murali murat muriel mustafa mwangi myles myra myriam müller nadeem nadezhda nadia nadine nadja naima najib nakamura naledi nancy nanette naoki naoko naomi nasrin
natalia natalie natasha nate nathalie nathan nathaniel naveen ndeye ned neema neha neil nell nelson ngozi nguyen nia niamh nicholas nick nico nicola nicolas nicole niels nielsen nika nikhil nikita nikki niklas nikola nikolai nikolaos
nikolay nikos nils nilsson nina nisha nitin njeri njoroge noah noam noel noelle noemi nolan nomsa noor nora norbert norma norman nour noura novak nuno nur nuria obinna octavia odette odhiambo odile ofelia oisin okafor okonkwo oksana ola
olaf olav oleg oleh oleksandr olena olesya olga oliveira oliver olivia olivier ollie olof omar omer ondine ondra ondrej onur ophelie orhan orla osama oscar oskar oswald otieno otis ottilie otto ottoline ousmane owain owen oyvind ozan ozgur
pablo paco padraig paivi paloma pamela pankaj paola paolo parisa pascal pasha patel patricia patrick patrik patrycja paul paula pauline paulo pavel pawel pedro peggy pekka penelope peng pepe per pereira perez peter petr petra petros petrov
phil philip philipp philippe phillip phoebe phuong pia pierre piet pieter pietro pilar piotr polina polly pooja pradeep prakash pranav prasad prashant preeti priya priyanka putri qiang quang quentin rachel rachelle radek radha radka radu
rafael rafaela rafal raffaele raffaella raghu ragnar ragnhild rahul rainer raisa raj rajesh rajiv rakesh ralf raluca ramesh ramon ramona rana randy rania raphael raquel rashid rashida rashmi rasmus raul ravi raymond rebecca reiko reiner
reinhard reka renata renato rene renee reza rhiannon rhona rhys ricardo riccardo richard richie rick rina rita ritika ritu rivka robert roberto rodney rodrigo rodriguez rogelio roger rohan rohini rohit roisin roland romain roman ronald
ronaldo ronan ronnie rory rosa rosalind rosamund rosanna rosario rosemarie rosemary rosie rossi roxana roxanne roy ruairi ruben rudolf rufus rui rukhsana rupert ruslan russell ruta ruth ruud ryan ryo sabina sabine sabrina sachin sagar said
sakura saleh salim sally-ann salma salman salome salvador salvatore sam samantha samar sami samir samira samuel sanchez sandeep sandra sandrine sanjay sanna santiago santos santosh saoirse sara sarah sasha satoshi saul saurabh scarlett
schmidt schneider scott sean sebastian sebastien segun selena selim selin seo-yeon serena serge sergei sergey sergio serkan severin severine shahid shalini shane shannon sharma sharon shashank shaun shauna shawn sheila shelley sherif shinji
shira shirin shirley shota shreya shruti sian sibusiso siddharth signe sigrid silke silva silvana silvia silvio simeon simon simona simone sindre sinead siobhan sipho siti slavko slawomir smita sneha snezana sofia solene solveig sonia sonja
soo-jin sophia sophie soraya sorcha soren sota spyros sridhar srinivas stacey stacy stan stanislav stavros stefan stefanie stefano steffen steffi stelios stella stepan stephan stephanie stephen steve steven stig stuart sukhdeep sumit sunil
sunita sunniva suresh susan susana susanna susanne susie suzanne suzuki svein sven svetla svetlana swati sybil sylvain sylvia sylvie szymon sören søren tabitha tadashi tadej tadeo tadeusz tadhg takahashi takashi takeshi talia tamar tamara
tamas tanaka tanja tanvi tanya tao tara tarek tariq tash tasha tatenda tatiana tatjana teddy tendai teodor terence teresa tereza terry thabo thandi thandiwe thao thea thelma themba theo theodor theodora theodoros theresa therese thiago
thibault thibaut thierry thijs thomas thore thorsten thuy tiago tiffany tiina tilly tim timo timothy tina tiziana tobias tobin todd tolga tom tomas tomasz tomislav tommaso tommy tony tonya torben torbjorn torsten tove tracey tracy trang
trevor trine tristan troels trudy tuan tunde tuomas tuuli tyrone uche udo ulf ulla ulrich ulrike umar umberto umut ursel ursula usman uwe vaclav valentin valentina valentine valeria valerie valerio vanessa vanya varun vasco vasile vasilis
vasily vaughn venkat vera verena vernon veronica veronique vicente vicky vidya vijay vikas vikram viktor viktoria ville vinay vincent vincenzo vinod vishal vito vitor vittorio vivek vivian viviana vivienne vlad vladimir vladislav vojtech
volker vusi waldemar walid wallace wally walter wanda wanjiku wanjiru warren watanabe wayne wei wendy werner wiebke wilfred wilhelm william willie wilma wim winifred wojciech wojtek wolfgang wolfram wouter xander xavier xiaoling xiaoming
ximena xin xiu yael yamamoto yan yann yannick yannis yara yaroslav yash yasmin yasmine yaw yelena yetunde yevgeny yiannis yilmaz ying yoko yolanda yoshiko yossi yousef youssef yuan yuki yuko yulia yumi yuri yusuf yuval yves yvonne zach
zachary zack zahra zain zainab zanele zara zbigniew zbynek zdenek zelda zeljko zeynep zhen zhenya zita zlatan zoe zofia zoltan zoran zosia zsofi zsofia zsolt zuzana zuzanna`
    .split(/\s+/)
    .filter(Boolean),
)

/** Given names that are as often a month, a place, a word or a product: they need a person's company (a title, a surname, a human verb). */
export const ambiguousNames: ReadonlySet<string> = new Set(
  `ada alexa alexis amber angel april ash aurora austin autumn avery bailey blake brook brooklyn bud carter casey chase charlie charlotte chelsea cherry chip christian claude clay cliff crystal dakota dale dallas dawn dean destiny devon
drew eden eve faith fay florence flora ginger glen grace grant harper hazel heath helm holly hope hunter iris ivy jack jade jasmine jasper jordan joy june kent lance lane lee lily logan london lou madison marina mark mason maverick max may melody mercy milan miles
morgan nova olive opal page paige paris parker pat pearl penny phoenix pierce pip poppy quinn ray reed regina reggie rich river rob robin rocky rose rowan ruby rusty sage sandy savannah scarlet sidney sierra sky skylar sterling stone storm summer sue sydney tanner
taylor travis trinity troy tucker tyler ty victor victoria viola violet virginia wade walker ward wes will willow win woody wren guy art bill frank gene jay ken norm pam ron sally val kit don`
    .split(/\s+/)
    .filter(Boolean),
)

/** Surnames and given names that are ordinary words, beside those above and those of the lexicon: at a sentence's start the words around decide. */
export const wordNames: ReadonlySet<string> = new Set(
  `archer baker ball banks barber bass battle bean bell berry best bird bishop bloom bond bone booker booth bowman branch bridge bridges bright brooks brown bull burns bush butcher butler butter
cannon carpenter carver cash castle chance chandler church clark clear close cloud coffee cole cook cooke coop cooper cotton crane cross crow crown curry cutter dancer day diamond dove drake driver duke early earl east farmer farrier field fields finch fish fisher flowers fly foot ford forest foster fowler fox france freeman friend frost
gale gardener garden gates gold golden golding good goodman gray green grey guard gunner hacker hall hammer hand hardy harder hart hawk hawks hay head heart herd hill hood hook house hull hurst judge just keen keys key king kitchen knight
lake lamb law lawless leaf light lights little lock long lord love low mace major mann march marsh marshal marshall miller mills moody moon moore moss new newman nightingale noble north oak oaks ocean orchard
packer park parks parsons patch peacock pepper pike pine pitt plant poll pond pool poor pope porter post potter pound power powers price prince proud queen rain read rice ring rivers rock roof root roots rush
salmon sample savage sawyer sea seal sergeant sharp shepherd ship shore short silver singer sky small smart smith snow song sparks spears spark speed spring stark steel steward stock street strong sun sung swan sweet swift
tailor tank taper teller temple thorn tower towers town townsend trapper tree tripp turner underwood vale vane wall walls waters way weaver webb weeks well wells west wheeler white wild wind winter winters wise wolf wood woods wright young`
    .split(/\s+/)
    .filter(Boolean),
)

/** Products, tools and places that look like names; lower case. A word here is never a person without the roster saying so. */
export const products: ReadonlySet<string> = new Set(
  `jenkins sentry jaeger grafana prometheus alertmanager pagerduty opsgenie victoriametrics datadog splunk kibana elasticsearch logstash fluentd terraform ansible puppet chef salt vagrant docker kubernetes helm istio linkerd envoy consul vault nomad
hadrian trajan mercury apollo hermes atlas athena titan orion zeus redis postgres postgresql mysql mariadb mongo mongodb cassandra kafka rabbitmq celery flink spark airflow snowflake redshift dynamo dynamodb lambda github gitlab bitbucket circleci
travis-ci argo argocd flux spinnaker bamboo jira confluence slack zoom teams linear asana trello notion figma fastly cloudflare akamai netlify heroku vercel aws azure gcp google amazon microsoft apple oracle linode hetzner ovh squarespace
stripe twilio okta auth0 cognito maven gradle bazel webpack django rails laravel spring java python ruby rust golang node react angular vue linux ubuntu debian fedora windows android alexa siri cortana monday tuesday wednesday thursday friday saturday sunday
january february march july august september october november december england scotland ireland wales france germany spain italy india china japan singapore sydney dublin frankfurt london paris oregon ohio virginia california montreal tokyo mumbai stockholm berlin
travis codecov dependabot renovate nginx apache traefik haproxy caddy varnish squid puma unicorn sidekiq jupyter jupyterhub binderhub ethereum bitcoin cosmos`
    .split(/\s+/)
    .filter(Boolean),
)

/** Coding agents and models by name, and the nouns for them; they act like a worker and are judged like one. */
export const agentNames: ReadonlySet<string> = new Set(
  'claude codex copilot gemini chatgpt gpt gpt-4 gpt-5 cursor devin windsurf aider llama mistral grok opus sonnet haiku'.split(
    ' ',
  ),
)
