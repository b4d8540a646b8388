CREATE TABLE acceptance (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	village_id TEXT NOT NULL,
	line TEXT NOT NULL,
	number INTEGER NOT NULL,
	accepted_at TEXT NOT NULL,
	accepted_by TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE adopted_profile (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	profile TEXT NOT NULL,
	adopted_on TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE agenda_item (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	position INTEGER NOT NULL,
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	topic_id TEXT,
	minutes INTEGER,
	public INTEGER NOT NULL,
	spans TEXT NOT NULL,
	mood TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE arrivals (
	unit_id TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	sender TEXT NOT NULL,
	sender_name TEXT NOT NULL,
	line TEXT NOT NULL,
	first INTEGER NOT NULL,
	last INTEGER NOT NULL,
	fresh INTEGER NOT NULL,
	files INTEGER NOT NULL,
	size INTEGER NOT NULL,
	state TEXT NOT NULL,
	code TEXT NOT NULL,
	facts TEXT NOT NULL,
	carrier TEXT NOT NULL,
	arrived_at TEXT NOT NULL,
	clerk TEXT NOT NULL,
	kept TEXT NOT NULL,
	PRIMARY KEY (unit_id, sha256)
)
 STRICT;;
CREATE TABLE attachment (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	object_type TEXT NOT NULL,
	object_id TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	name TEXT NOT NULL,
	media_type TEXT NOT NULL,
	size INTEGER NOT NULL,
	caption TEXT NOT NULL,
	added_on TEXT NOT NULL,
	seconds INTEGER,
	marks TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE attendance (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	state TEXT NOT NULL,
	part TEXT NOT NULL,
	at TEXT NOT NULL,
	reason TEXT NOT NULL,
	stays TEXT NOT NULL,
	household_id TEXT,
	on_paper INTEGER NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE bundles (
	unit_id TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	addressee TEXT NOT NULL,
	sealed_to TEXT NOT NULL,
	line TEXT NOT NULL,
	generation INTEGER NOT NULL,
	first INTEGER NOT NULL,
	last INTEGER NOT NULL,
	last_hash TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	size INTEGER NOT NULL,
	files INTEGER NOT NULL,
	shared TEXT NOT NULL,
	choices INTEGER NOT NULL,
	carrier TEXT NOT NULL,
	written_at TEXT NOT NULL,
	sent_at TEXT,
	slip_at TEXT,
	confirmed_at TEXT,
	refused TEXT NOT NULL,
	PRIMARY KEY (unit_id, name)
)
 STRICT;;
CREATE TABLE clearance (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	paper TEXT NOT NULL,
	object_id TEXT NOT NULL,
	digest TEXT NOT NULL,
	masked INTEGER NOT NULL,
	cleared_on TEXT NOT NULL,
	cleared_by TEXT NOT NULL,
	kept TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE confirmation (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	minutes_id TEXT NOT NULL,
	convenor_id TEXT NOT NULL,
	rank TEXT NOT NULL,
	digest TEXT NOT NULL,
	at TEXT NOT NULL,
	way TEXT NOT NULL,
	photo TEXT NOT NULL,
	reason TEXT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	pin_reset_on TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE convenor (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	rank TEXT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	person_id TEXT,
	since TEXT,
	until TEXT,
	substitute INTEGER NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE correction (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	minutes_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	text TEXT NOT NULL,
	made_on TEXT NOT NULL,
	made_by TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE decision_correction (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	decision_meeting_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	text TEXT NOT NULL,
	made_on TEXT NOT NULL,
	made_by TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE decision_meeting (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	number TEXT NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	counting TEXT NOT NULL,
	"group" TEXT NOT NULL,
	starts TEXT NOT NULL,
	place TEXT NOT NULL,
	chair TEXT NOT NULL,
	recorder TEXT NOT NULL,
	entitled INTEGER NOT NULL,
	representatives INTEGER NOT NULL,
	women_representatives INTEGER NOT NULL,
	entitled_on TEXT NOT NULL,
	members INTEGER NOT NULL,
	numbers_corrected TEXT NOT NULL,
	acts_for TEXT NOT NULL,
	authorised TEXT NOT NULL,
	outcome_id TEXT,
	topic_id TEXT,
	important INTEGER NOT NULL,
	party_studied_on TEXT,
	proposed_on TEXT,
	committees_on TEXT,
	party_members_on TEXT,
	supervision TEXT NOT NULL,
	state TEXT NOT NULL,
	notice_on TEXT,
	notice_reason TEXT NOT NULL,
	cancel_reason TEXT NOT NULL,
	told TEXT NOT NULL,
	opened_at TEXT,
	closed_at TEXT,
	end_reason TEXT NOT NULL,
	entered_on TEXT,
	entered_by TEXT NOT NULL,
	entered_at TEXT,
	entered_until TEXT,
	sealed_on TEXT,
	digest TEXT NOT NULL,
	record_digest TEXT NOT NULL,
	signatures_digest TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE decision_posting (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	decision_meeting_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	place TEXT NOT NULL,
	posted_on TEXT NOT NULL,
	removable_on TEXT NOT NULL,
	removed_on TEXT,
	text TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE directive (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	village_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	due TEXT,
	about_type TEXT NOT NULL,
	about_id TEXT NOT NULL,
	files TEXT NOT NULL,
	issued_at TEXT NOT NULL,
	issued_by TEXT NOT NULL,
	acknowledged_on TEXT,
	replied_on TEXT,
	closed_on TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE drafts (
	unit_id TEXT NOT NULL,
	object_id TEXT NOT NULL,
	field TEXT NOT NULL,
	text TEXT NOT NULL,
	saved_at TEXT NOT NULL,
	PRIMARY KEY (unit_id, object_id, field)
)
 STRICT;;
CREATE TABLE figures (
	unit_id TEXT NOT NULL,
	period TEXT NOT NULL,
	figure TEXT NOT NULL,
	kind TEXT NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (unit_id, period, figure, kind)
)
 WITHOUT ROWID,
 STRICT;;
CREATE TABLE holdings (
	unit_id TEXT NOT NULL,
	held_as TEXT NOT NULL,
	PRIMARY KEY (unit_id)
)
 STRICT;;
CREATE TABLE household (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	"group" TEXT NOT NULL,
	head TEXT NOT NULL,
	number TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE instruction (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	number INTEGER NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	due TEXT,
	about_type TEXT NOT NULL,
	about_id TEXT NOT NULL,
	files TEXT NOT NULL,
	issued_at TEXT NOT NULL,
	received_at TEXT NOT NULL,
	topic_id TEXT,
	done_on TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE invitation (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	part TEXT NOT NULL,
	topic_id TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE lines (
	unit_id TEXT NOT NULL,
	line TEXT NOT NULL,
	device TEXT NOT NULL,
	generation INTEGER NOT NULL,
	opened_at TEXT NOT NULL,
	closed_after INTEGER,
	PRIMARY KEY (unit_id, line)
)
 STRICT;;
CREATE TABLE measure (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	agenda_item_id TEXT NOT NULL,
	text TEXT NOT NULL,
	owner TEXT NOT NULL,
	due TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE meeting (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	number TEXT NOT NULL,
	title TEXT NOT NULL,
	starts TEXT NOT NULL,
	ends TEXT,
	place TEXT NOT NULL,
	venue TEXT NOT NULL,
	form TEXT NOT NULL,
	kind TEXT NOT NULL,
	chair TEXT NOT NULL,
	recorder TEXT NOT NULL,
	first_convenor_id TEXT,
	second_convenor_id TEXT,
	state TEXT NOT NULL,
	notice_on TEXT,
	notice_reason TEXT NOT NULL,
	opened_at TEXT,
	closed_at TEXT,
	profile TEXT NOT NULL,
	urgent INTEGER NOT NULL,
	partners TEXT NOT NULL,
	by_household INTEGER NOT NULL,
	speech_minutes INTEGER NOT NULL,
	speech_times INTEGER NOT NULL,
	alternating INTEGER NOT NULL,
	answers_by TEXT,
	entered_on TEXT,
	end_reason TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE message_numbers (
	unit_id TEXT NOT NULL,
	addressee TEXT NOT NULL,
	generation INTEGER NOT NULL,
	number INTEGER NOT NULL,
	PRIMARY KEY (unit_id, addressee, generation)
)
 STRICT;;
CREATE TABLE messages (
	unit_id TEXT NOT NULL,
	sender TEXT NOT NULL,
	kind TEXT NOT NULL,
	generation INTEGER NOT NULL,
	number INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	content BLOB NOT NULL,
	signer TEXT NOT NULL,
	taken_at TEXT NOT NULL,
	PRIMARY KEY (unit_id, sha256)
)
 STRICT;;
CREATE TABLE minutes (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	number TEXT NOT NULL,
	state TEXT NOT NULL,
	sealed_on TEXT,
	digest TEXT NOT NULL,
	record_digest TEXT NOT NULL,
	clarity TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE minutes_section (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	minutes_id TEXT NOT NULL,
	position INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	heading TEXT NOT NULL,
	text TEXT NOT NULL,
	edited INTEGER NOT NULL,
	basis TEXT NOT NULL,
	chosen INTEGER NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE monthly_summary (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	judgement TEXT NOT NULL,
	problems TEXT NOT NULL,
	experience TEXT NOT NULL,
	made_on TEXT NOT NULL,
	made_by TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE motion (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	decision_meeting_id TEXT NOT NULL,
	position INTEGER NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	collective_property INTEGER,
	members_only INTEGER NOT NULL,
	studied_on TEXT,
	minor INTEGER NOT NULL,
	way TEXT NOT NULL,
	not_voted TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE note (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	told_on TEXT NOT NULL,
	channel TEXT NOT NULL,
	teller TEXT NOT NULL,
	"group" TEXT NOT NULL,
	text TEXT NOT NULL,
	recorder TEXT NOT NULL,
	handling TEXT NOT NULL,
	handled_on TEXT,
	topic_id TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE notice (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	issued_on TEXT NOT NULL,
	meeting_id TEXT,
	topic_id TEXT,
	text TEXT NOT NULL,
	days INTEGER NOT NULL,
	contact TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE opinion (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	agenda_item_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	speaker TEXT NOT NULL,
	"group" TEXT NOT NULL,
	text TEXT NOT NULL,
	at TEXT NOT NULL,
	stance TEXT NOT NULL,
	dissent INTEGER NOT NULL,
	unnamed INTEGER NOT NULL,
	statement_id TEXT,
	demand INTEGER NOT NULL,
	answer TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE outcome (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	topic_id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	agenda_item_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	text TEXT NOT NULL,
	decided_on TEXT NOT NULL,
	conformity TEXT NOT NULL,
	effect TEXT NOT NULL,
	effect_on TEXT,
	satisfaction INTEGER,
	satisfaction_note TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE participant (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	topic_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	part TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE person (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	sex TEXT NOT NULL,
	"group" TEXT NOT NULL,
	household_id TEXT,
	relation TEXT NOT NULL,
	birth TEXT NOT NULL,
	party_member INTEGER NOT NULL,
	villager INTEGER NOT NULL,
	organisation TEXT NOT NULL,
	left_on TEXT,
	id_number TEXT NOT NULL,
	phones TEXT NOT NULL,
	address TEXT NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE person_keys (
	unit_id TEXT NOT NULL,
	"key" TEXT NOT NULL,
	person_id TEXT NOT NULL,
	PRIMARY KEY (unit_id, "key", person_id)
)
 WITHOUT ROWID,
 STRICT;;
CREATE TABLE pins (
	unit_id TEXT NOT NULL,
	convenor_id TEXT NOT NULL,
	salt BLOB NOT NULL,
	digest BLOB NOT NULL,
	set_at TEXT NOT NULL,
	failures INTEGER NOT NULL,
	failed_at TEXT NOT NULL,
	PRIMARY KEY (unit_id, convenor_id)
)
 STRICT;;
CREATE TABLE planned_activity (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	year INTEGER NOT NULL,
	month INTEGER NOT NULL,
	subject TEXT NOT NULL,
	form TEXT NOT NULL,
	participants TEXT NOT NULL,
	owner TEXT NOT NULL,
	remark TEXT NOT NULL,
	meeting_id TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE point (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	agenda_item_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	position INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE posting (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	notice_id TEXT NOT NULL,
	place TEXT NOT NULL,
	posted_on TEXT NOT NULL,
	removable_on TEXT NOT NULL,
	posted_by TEXT NOT NULL,
	removed_on TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE presence (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	decision_meeting_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	entitled INTEGER NOT NULL,
	household_id TEXT,
	member INTEGER NOT NULL,
	paper TEXT NOT NULL,
	stays TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE reply (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	about TEXT NOT NULL,
	text TEXT NOT NULL,
	replied_on TEXT NOT NULL,
	replied_by TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE research (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	topic_id TEXT NOT NULL,
	made_on TEXT NOT NULL,
	researchers TEXT NOT NULL,
	findings TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE returned (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	village_id TEXT NOT NULL,
	line TEXT NOT NULL,
	number INTEGER NOT NULL,
	object_type TEXT NOT NULL,
	object_id TEXT NOT NULL,
	title TEXT NOT NULL,
	rule TEXT NOT NULL,
	reason TEXT NOT NULL,
	returned_at TEXT NOT NULL,
	returned_by TEXT NOT NULL,
	settled_on TEXT,
	settled_by TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE role_held (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	role TEXT NOT NULL,
	organisation TEXT NOT NULL,
	since TEXT,
	until TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE sharing (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	level TEXT NOT NULL,
	chosen_on TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE signature (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	object_type TEXT NOT NULL,
	object_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	way TEXT NOT NULL,
	digest TEXT NOT NULL,
	signed_at TEXT NOT NULL,
	witness TEXT NOT NULL,
	strokes TEXT NOT NULL,
	shown TEXT NOT NULL,
	about TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE sitting (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	place TEXT NOT NULL,
	began_at TEXT NOT NULL,
	ended_at TEXT,
	note TEXT NOT NULL,
	resumes TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE speech (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	agenda_item_id TEXT NOT NULL,
	person_id TEXT,
	speaker TEXT NOT NULL,
	"group" TEXT NOT NULL,
	stance TEXT NOT NULL,
	asked_at TEXT NOT NULL,
	spans TEXT NOT NULL,
	ended_at TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE statement (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	meeting_id TEXT NOT NULL,
	agenda_item_id TEXT,
	person_id TEXT NOT NULL,
	household_id TEXT,
	way TEXT NOT NULL,
	stance TEXT NOT NULL,
	text TEXT NOT NULL,
	asked_on TEXT,
	given_at TEXT,
	given_on TEXT,
	taken_by TEXT NOT NULL,
	witness TEXT NOT NULL,
	source TEXT NOT NULL,
	answer TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE step (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	topic_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	done_on TEXT NOT NULL,
	skipped_reason TEXT NOT NULL,
	note TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE submission (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	outcome_id TEXT NOT NULL,
	topic_id TEXT NOT NULL,
	addressee TEXT NOT NULL,
	text TEXT NOT NULL,
	submitted_on TEXT,
	reply_due TEXT,
	reply TEXT NOT NULL,
	replied_on TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE succession (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	handed_on TEXT NOT NULL,
	elected_on TEXT,
	outgoing TEXT NOT NULL,
	incoming TEXT NOT NULL,
	witness TEXT NOT NULL,
	open_matters TEXT NOT NULL,
	note TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE task (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	outcome_id TEXT NOT NULL,
	topic_id TEXT NOT NULL,
	text TEXT NOT NULL,
	owner TEXT NOT NULL,
	due TEXT NOT NULL,
	state TEXT NOT NULL,
	done_on TEXT,
	result TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE topic (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	number TEXT NOT NULL,
	title TEXT NOT NULL,
	background TEXT NOT NULL,
	source TEXT NOT NULL,
	topic_class TEXT NOT NULL,
	kind TEXT NOT NULL,
	scope TEXT NOT NULL,
	complexity TEXT NOT NULL,
	households INTEGER,
	"group" TEXT NOT NULL,
	grid TEXT NOT NULL,
	proposer TEXT NOT NULL,
	proposer_id TEXT,
	proposed_on TEXT NOT NULL,
	collective_property INTEGER NOT NULL,
	state TEXT NOT NULL,
	screening TEXT,
	decided_on TEXT,
	reason TEXT NOT NULL,
	merged_into TEXT,
	answer TEXT NOT NULL,
	answered_on TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE topic_option (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	topic_id TEXT NOT NULL,
	position INTEGER NOT NULL,
	text TEXT NOT NULL,
	pros TEXT NOT NULL,
	cons TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE township (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	invitation TEXT NOT NULL,
	sign TEXT NOT NULL,
	seal TEXT NOT NULL,
	joined_on TEXT NOT NULL,
	trusted_on TEXT,
	left_on TEXT,
	address TEXT NOT NULL,
	user TEXT NOT NULL,
	certificate TEXT NOT NULL,
	slip_key TEXT NOT NULL,
	offered TEXT,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE unit (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	room TEXT NOT NULL,
	kind TEXT NOT NULL,
	township TEXT NOT NULL,
	platform TEXT NOT NULL,
	body TEXT NOT NULL,
	code TEXT NOT NULL,
	code_year INTEGER,
	brand TEXT NOT NULL,
	letterhead TEXT NOT NULL,
	signer TEXT NOT NULL,
	place TEXT NOT NULL,
	official_phone TEXT NOT NULL,
	profile TEXT NOT NULL,
	practice INTEGER NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE village (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	state TEXT NOT NULL,
	invitation TEXT NOT NULL,
	invited_on TEXT,
	enrolled_on TEXT,
	age_recipient TEXT NOT NULL,
	contact TEXT NOT NULL,
	remark TEXT NOT NULL,
	slip_key TEXT NOT NULL,
	left_on TEXT,
	left_why TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE village_calendar (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	market_rule TEXT NOT NULL,
	market_days TEXT NOT NULL,
	market_place TEXT NOT NULL,
	busy_seasons TEXT NOT NULL,
	lunar_on_notices INTEGER NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE village_key (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	village_id TEXT NOT NULL,
	public_text TEXT NOT NULL,
	device TEXT NOT NULL,
	line TEXT NOT NULL,
	confirmed_on TEXT NOT NULL,
	confirmed_by TEXT NOT NULL,
	recipient TEXT NOT NULL,
	withdrawn_at TEXT,
	trusted_line TEXT NOT NULL,
	trusted_number INTEGER NOT NULL,
	trusted_hash TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE voice (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	decision_meeting_id TEXT NOT NULL,
	motion_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	choice TEXT NOT NULL,
	said_at TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE vote (
	unit_id TEXT NOT NULL,
	id TEXT NOT NULL,
	decision_meeting_id TEXT NOT NULL,
	motion_id TEXT NOT NULL,
	way TEXT NOT NULL,
	taken_at TEXT NOT NULL,
	expected INTEGER NOT NULL,
	present INTEGER NOT NULL,
	women INTEGER NOT NULL,
	count TEXT NOT NULL,
	counters TEXT NOT NULL,
	overseer TEXT NOT NULL,
	issued INTEGER,
	returned INTEGER,
	invalid INTEGER,
	needed INTEGER NOT NULL,
	passed INTEGER NOT NULL,
	rule TEXT NOT NULL,
	basis TEXT NOT NULL,
	rest TEXT NOT NULL,
	PRIMARY KEY (unit_id, id)
)
 STRICT;;
CREATE TABLE entries (
	unit_id TEXT NOT NULL,
	line TEXT NOT NULL,
	number INTEGER NOT NULL,
	action TEXT NOT NULL,
	kind TEXT NOT NULL,
	object_type TEXT NOT NULL,
	object_id TEXT NOT NULL,
	header BLOB NOT NULL,
	hash TEXT NOT NULL,
	record BLOB,
	record_salt BLOB NOT NULL,
	private BLOB,
	private_salt BLOB NOT NULL,
	PRIMARY KEY (unit_id, line, number),
	FOREIGN KEY(unit_id, line) REFERENCES lines (unit_id, line)
)
 STRICT;;
CREATE INDEX acceptance_by_village_id ON acceptance (unit_id, village_id);;
CREATE INDEX agenda_item_by_meeting_id ON agenda_item (unit_id, meeting_id);;
CREATE INDEX agenda_item_by_topic_id ON agenda_item (unit_id, topic_id);;
CREATE INDEX arrivals_by_sender ON arrivals (unit_id, sender, arrived_at);;
CREATE INDEX attachment_by_object_id ON attachment (unit_id, object_id);;
CREATE INDEX attendance_by_meeting_id_person_id_state_part ON attendance (unit_id, meeting_id, person_id, state, part);;
CREATE INDEX bundles_by_addressee ON bundles (unit_id, addressee, kind, generation, last);;
CREATE INDEX confirmation_by_minutes_id ON confirmation (unit_id, minutes_id);;
CREATE INDEX correction_by_minutes_id ON correction (unit_id, minutes_id);;
CREATE INDEX decision_meeting_by_outcome_id ON decision_meeting (unit_id, outcome_id);;
CREATE INDEX decision_meeting_by_starts ON decision_meeting (unit_id, starts);;
CREATE INDEX directive_by_village_id ON directive (unit_id, village_id);;
CREATE INDEX household_by_group ON household (unit_id, "group");;
CREATE INDEX invitation_by_meeting_id_person_id ON invitation (unit_id, meeting_id, person_id);;
CREATE INDEX measure_by_agenda_item_id ON measure (unit_id, agenda_item_id);;
CREATE INDEX measure_by_meeting_id ON measure (unit_id, meeting_id);;
CREATE INDEX meeting_by_closed_at ON meeting (unit_id, closed_at);;
CREATE INDEX meeting_by_starts ON meeting (unit_id, starts);;
CREATE INDEX meeting_by_state ON meeting (unit_id, state);;
CREATE INDEX messages_by_sender ON messages (unit_id, sender, kind);;
CREATE INDEX minutes_by_meeting_id ON minutes (unit_id, meeting_id);;
CREATE INDEX minutes_section_by_minutes_id ON minutes_section (unit_id, minutes_id);;
CREATE INDEX motion_by_decision_meeting_id ON motion (unit_id, decision_meeting_id);;
CREATE INDEX notice_by_meeting_id ON notice (unit_id, meeting_id);;
CREATE INDEX notice_by_topic_id ON notice (unit_id, topic_id);;
CREATE INDEX opinion_by_meeting_id ON opinion (unit_id, meeting_id);;
CREATE INDEX outcome_by_agenda_item_id ON outcome (unit_id, agenda_item_id);;
CREATE INDEX outcome_by_decided_on ON outcome (unit_id, decided_on);;
CREATE INDEX outcome_by_effect_on ON outcome (unit_id, effect_on);;
CREATE INDEX outcome_by_meeting_id ON outcome (unit_id, meeting_id);;
CREATE INDEX outcome_by_topic_id ON outcome (unit_id, topic_id);;
CREATE INDEX participant_by_topic_id ON participant (unit_id, topic_id);;
CREATE INDEX person_by_household_id ON person (unit_id, household_id);;
CREATE INDEX person_by_name_left_on ON person (unit_id, name, left_on);;
CREATE INDEX point_by_agenda_item_id ON point (unit_id, agenda_item_id);;
CREATE INDEX point_by_meeting_id ON point (unit_id, meeting_id);;
CREATE INDEX posting_by_notice_id ON posting (unit_id, notice_id);;
CREATE INDEX posting_by_posted_on ON posting (unit_id, posted_on);;
CREATE INDEX posting_by_removed_on ON posting (unit_id, removed_on);;
CREATE INDEX presence_by_decision_meeting_id ON presence (unit_id, decision_meeting_id);;
CREATE INDEX reply_by_about ON reply (unit_id, about);;
CREATE INDEX research_by_topic_id ON research (unit_id, topic_id);;
CREATE INDEX returned_by_village_id_settled_on ON returned (unit_id, village_id, settled_on);;
CREATE INDEX role_held_by_person_id ON role_held (unit_id, person_id);;
CREATE INDEX signature_by_object_id ON signature (unit_id, object_id);;
CREATE INDEX sitting_by_meeting_id ON sitting (unit_id, meeting_id);;
CREATE INDEX speech_by_meeting_id ON speech (unit_id, meeting_id);;
CREATE INDEX statement_by_meeting_id ON statement (unit_id, meeting_id);;
CREATE INDEX step_by_topic_id ON step (unit_id, topic_id);;
CREATE INDEX submission_by_replied_on ON submission (unit_id, replied_on);;
CREATE INDEX submission_by_submitted_on ON submission (unit_id, submitted_on);;
CREATE INDEX submission_by_topic_id ON submission (unit_id, topic_id);;
CREATE INDEX task_by_done_on ON task (unit_id, done_on);;
CREATE INDEX task_by_outcome_id ON task (unit_id, outcome_id);;
CREATE INDEX task_by_state_due ON task (unit_id, state, due);;
CREATE INDEX task_by_topic_id ON task (unit_id, topic_id);;
CREATE INDEX topic_by_answered_on ON topic (unit_id, answered_on);;
CREATE INDEX topic_by_decided_on ON topic (unit_id, decided_on);;
CREATE INDEX topic_by_proposed_on ON topic (unit_id, proposed_on);;
CREATE INDEX topic_by_state ON topic (unit_id, state);;
CREATE INDEX topic_option_by_topic_id ON topic_option (unit_id, topic_id);;
CREATE INDEX village_key_by_village_id ON village_key (unit_id, village_id);;
CREATE INDEX voice_by_decision_meeting_id ON voice (unit_id, decision_meeting_id);;
CREATE INDEX vote_by_decision_meeting_id ON vote (unit_id, decision_meeting_id);;
CREATE INDEX entries_of_action ON entries (unit_id, action);;
CREATE INDEX entries_of_choices ON entries (unit_id) WHERE (object_type = 'sharing' OR kind = 'private_erased');;
CREATE INDEX entries_of_object ON entries (unit_id, object_id);;
CREATE TRIGGER entries_stay BEFORE UPDATE OF unit_id, line, number, action, kind, object_type, object_id, header, hash, record, record_salt ON entries WHEN 1 BEGIN SELECT RAISE(ABORT, 'journal'); END;;
CREATE TRIGGER entries_kept BEFORE DELETE ON entries WHEN 1 BEGIN SELECT RAISE(ABORT, 'journal'); END;;
CREATE TRIGGER entries_erased BEFORE UPDATE OF private, private_salt ON entries WHEN NEW.private IS NOT NULL OR length(NEW.private_salt) > 0 BEGIN SELECT RAISE(ABORT, 'journal'); END;;
CREATE TRIGGER meeting_update BEFORE UPDATE ON meeting WHEN OLD.state = 'sealed' AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER meeting_delete BEFORE DELETE ON meeting WHEN OLD.state = 'sealed' AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER agenda_item_insert BEFORE INSERT ON agenda_item WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER agenda_item_update BEFORE UPDATE ON agenda_item WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id OR unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER agenda_item_delete BEFORE DELETE ON agenda_item WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER invitation_insert BEFORE INSERT ON invitation WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER invitation_update BEFORE UPDATE ON invitation WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id OR unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER invitation_delete BEFORE DELETE ON invitation WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER attendance_insert BEFORE INSERT ON attendance WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER attendance_update BEFORE UPDATE ON attendance WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id OR unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER attendance_delete BEFORE DELETE ON attendance WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER opinion_insert BEFORE INSERT ON opinion WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER opinion_update BEFORE UPDATE ON opinion WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id OR unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER opinion_delete BEFORE DELETE ON opinion WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER point_insert BEFORE INSERT ON point WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER point_update BEFORE UPDATE ON point WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id OR unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER point_delete BEFORE DELETE ON point WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER measure_insert BEFORE INSERT ON measure WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER measure_update BEFORE UPDATE ON measure WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id OR unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER measure_delete BEFORE DELETE ON measure WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER sitting_insert BEFORE INSERT ON sitting WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER sitting_update BEFORE UPDATE ON sitting WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id OR unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER sitting_delete BEFORE DELETE ON sitting WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER speech_insert BEFORE INSERT ON speech WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER speech_update BEFORE UPDATE ON speech WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id OR unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER speech_delete BEFORE DELETE ON speech WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER statement_insert BEFORE INSERT ON statement WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER statement_update BEFORE UPDATE ON statement WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id OR unit_id = NEW.unit_id AND id = NEW.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER statement_delete BEFORE DELETE ON statement WHEN EXISTS (SELECT 1 FROM meeting WHERE (unit_id = OLD.unit_id AND id = OLD.meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER minutes_update BEFORE UPDATE ON minutes WHEN OLD.state = 'sealed' AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER minutes_delete BEFORE DELETE ON minutes WHEN OLD.state = 'sealed' AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER minutes_section_insert BEFORE INSERT ON minutes_section WHEN EXISTS (SELECT 1 FROM minutes WHERE (unit_id = NEW.unit_id AND id = NEW.minutes_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER minutes_section_update BEFORE UPDATE ON minutes_section WHEN EXISTS (SELECT 1 FROM minutes WHERE (unit_id = OLD.unit_id AND id = OLD.minutes_id OR unit_id = NEW.unit_id AND id = NEW.minutes_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER minutes_section_delete BEFORE DELETE ON minutes_section WHEN EXISTS (SELECT 1 FROM minutes WHERE (unit_id = OLD.unit_id AND id = OLD.minutes_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER confirmation_insert BEFORE INSERT ON confirmation WHEN EXISTS (SELECT 1 FROM minutes WHERE (unit_id = NEW.unit_id AND id = NEW.minutes_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER confirmation_update BEFORE UPDATE ON confirmation WHEN EXISTS (SELECT 1 FROM minutes WHERE (unit_id = OLD.unit_id AND id = OLD.minutes_id OR unit_id = NEW.unit_id AND id = NEW.minutes_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER confirmation_delete BEFORE DELETE ON confirmation WHEN EXISTS (SELECT 1 FROM minutes WHERE (unit_id = OLD.unit_id AND id = OLD.minutes_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER decision_meeting_update BEFORE UPDATE ON decision_meeting WHEN OLD.state = 'sealed' AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER decision_meeting_delete BEFORE DELETE ON decision_meeting WHEN OLD.state = 'sealed' AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER presence_insert BEFORE INSERT ON presence WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = NEW.unit_id AND id = NEW.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER presence_update BEFORE UPDATE ON presence WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = OLD.unit_id AND id = OLD.decision_meeting_id OR unit_id = NEW.unit_id AND id = NEW.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER presence_delete BEFORE DELETE ON presence WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = OLD.unit_id AND id = OLD.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER motion_insert BEFORE INSERT ON motion WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = NEW.unit_id AND id = NEW.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER motion_update BEFORE UPDATE ON motion WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = OLD.unit_id AND id = OLD.decision_meeting_id OR unit_id = NEW.unit_id AND id = NEW.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER motion_delete BEFORE DELETE ON motion WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = OLD.unit_id AND id = OLD.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER vote_insert BEFORE INSERT ON vote WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = NEW.unit_id AND id = NEW.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER vote_update BEFORE UPDATE ON vote WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = OLD.unit_id AND id = OLD.decision_meeting_id OR unit_id = NEW.unit_id AND id = NEW.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER vote_delete BEFORE DELETE ON vote WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = OLD.unit_id AND id = OLD.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER voice_insert BEFORE INSERT ON voice WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = NEW.unit_id AND id = NEW.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER voice_update BEFORE UPDATE ON voice WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = OLD.unit_id AND id = OLD.decision_meeting_id OR unit_id = NEW.unit_id AND id = NEW.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER voice_delete BEFORE DELETE ON voice WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE (unit_id = OLD.unit_id AND id = OLD.decision_meeting_id) AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER decision_begun_update BEFORE UPDATE ON decision_meeting WHEN (OLD.body IS NOT NEW.body OR OLD.counting IS NOT NEW.counting OR OLD."group" IS NOT NEW."group" OR substr(OLD.starts, 1, 10) IS NOT substr(NEW.starts, 1, 10) OR OLD.entitled IS NOT NEW.entitled AND (OLD.numbers_corrected IS NEW.numbers_corrected OR EXISTS (SELECT 1 FROM vote WHERE unit_id = OLD.unit_id AND decision_meeting_id = OLD.id)) OR OLD.members IS NOT NEW.members AND EXISTS (SELECT 1 FROM vote WHERE unit_id = OLD.unit_id AND decision_meeting_id = OLD.id)) AND (OLD.state <> 'planned' OR EXISTS (SELECT 1 FROM presence WHERE unit_id = OLD.unit_id AND decision_meeting_id = OLD.id)) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'decision_begun'); END;;
CREATE TRIGGER motion_voted_update BEFORE UPDATE ON motion WHEN EXISTS (SELECT 1 FROM vote WHERE unit_id = OLD.unit_id AND motion_id = OLD.id) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'motion_voted_on'); END;;
CREATE TRIGGER decision_begun_delete BEFORE DELETE ON decision_meeting WHEN (OLD.state <> 'planned' OR EXISTS (SELECT 1 FROM presence WHERE unit_id = OLD.unit_id AND decision_meeting_id = OLD.id)) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'decision_begun'); END;;
CREATE TRIGGER motion_voted_delete BEFORE DELETE ON motion WHEN EXISTS (SELECT 1 FROM vote WHERE unit_id = OLD.unit_id AND motion_id = OLD.id) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'motion_voted_on'); END;;
CREATE TRIGGER voice_voted_insert BEFORE INSERT ON voice WHEN EXISTS (SELECT 1 FROM vote WHERE unit_id = NEW.unit_id AND motion_id = NEW.motion_id) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'motion_voted_on'); END;;
CREATE TRIGGER vote_closed_insert BEFORE INSERT ON vote WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = NEW.unit_id AND id = NEW.decision_meeting_id AND state = 'closed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'vote_closed'); END;;
CREATE TRIGGER voice_voted_update BEFORE UPDATE ON voice WHEN EXISTS (SELECT 1 FROM vote WHERE unit_id = OLD.unit_id AND motion_id = OLD.motion_id) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'motion_voted_on'); END;;
CREATE TRIGGER vote_closed_update BEFORE UPDATE ON vote WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = OLD.decision_meeting_id AND state = 'closed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'vote_closed'); END;;
CREATE TRIGGER voice_voted_delete BEFORE DELETE ON voice WHEN EXISTS (SELECT 1 FROM vote WHERE unit_id = OLD.unit_id AND motion_id = OLD.motion_id) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'motion_voted_on'); END;;
CREATE TRIGGER vote_closed_delete BEFORE DELETE ON vote WHEN EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = OLD.decision_meeting_id AND state = 'closed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'vote_closed'); END;;
CREATE TRIGGER attachment_update BEFORE UPDATE ON attachment WHEN (OLD.object_type = 'meeting' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = OLD.object_id AND state = 'sealed') OR OLD.object_type = 'agenda_item' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM agenda_item WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'invitation' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM invitation WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'attendance' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM attendance WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'opinion' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM opinion WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'point' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM point WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'measure' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM measure WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'sitting' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM sitting WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'speech' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM speech WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'statement' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM statement WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'minutes' AND EXISTS (SELECT 1 FROM minutes WHERE unit_id = OLD.unit_id AND id = OLD.object_id AND state = 'sealed') OR OLD.object_type = 'minutes_section' AND EXISTS (SELECT 1 FROM minutes WHERE unit_id = OLD.unit_id AND id = (SELECT minutes_id FROM minutes_section WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'confirmation' AND EXISTS (SELECT 1 FROM minutes WHERE unit_id = OLD.unit_id AND id = (SELECT minutes_id FROM confirmation WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'decision_meeting' AND EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = OLD.object_id AND state = 'sealed') OR OLD.object_type = 'presence' AND EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = (SELECT decision_meeting_id FROM presence WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'motion' AND EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = (SELECT decision_meeting_id FROM motion WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'vote' AND EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = (SELECT decision_meeting_id FROM vote WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'voice' AND EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = (SELECT decision_meeting_id FROM voice WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed')) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER attachment_delete BEFORE DELETE ON attachment WHEN (OLD.object_type = 'meeting' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = OLD.object_id AND state = 'sealed') OR OLD.object_type = 'agenda_item' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM agenda_item WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'invitation' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM invitation WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'attendance' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM attendance WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'opinion' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM opinion WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'point' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM point WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'measure' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM measure WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'sitting' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM sitting WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'speech' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM speech WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'statement' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM statement WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'minutes' AND EXISTS (SELECT 1 FROM minutes WHERE unit_id = OLD.unit_id AND id = OLD.object_id AND state = 'sealed') OR OLD.object_type = 'minutes_section' AND EXISTS (SELECT 1 FROM minutes WHERE unit_id = OLD.unit_id AND id = (SELECT minutes_id FROM minutes_section WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'confirmation' AND EXISTS (SELECT 1 FROM minutes WHERE unit_id = OLD.unit_id AND id = (SELECT minutes_id FROM confirmation WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'decision_meeting' AND EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = OLD.object_id AND state = 'sealed') OR OLD.object_type = 'presence' AND EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = (SELECT decision_meeting_id FROM presence WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'motion' AND EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = (SELECT decision_meeting_id FROM motion WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'vote' AND EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = (SELECT decision_meeting_id FROM vote WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'voice' AND EXISTS (SELECT 1 FROM decision_meeting WHERE unit_id = OLD.unit_id AND id = (SELECT decision_meeting_id FROM voice WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed')) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER signed_page_insert BEFORE INSERT ON attachment WHEN NEW.object_type = 'minutes' AND NEW.caption LIKE '签名页%' AND EXISTS (SELECT 1 FROM minutes WHERE unit_id = NEW.unit_id AND id = NEW.object_id AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER signed_page_update BEFORE UPDATE ON attachment WHEN OLD.object_type = 'minutes' AND EXISTS (SELECT 1 FROM confirmation WHERE unit_id = OLD.unit_id AND minutes_id = OLD.object_id AND photo = OLD.sha256) AND NOT EXISTS (SELECT 1 FROM minutes WHERE unit_id = OLD.unit_id AND id = OLD.object_id AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'photo_confirmed'); END;;
CREATE TRIGGER correction_update BEFORE UPDATE ON correction WHEN NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER decision_correction_update BEFORE UPDATE ON decision_correction WHEN NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER signed_page_delete BEFORE DELETE ON attachment WHEN OLD.object_type = 'minutes' AND EXISTS (SELECT 1 FROM confirmation WHERE unit_id = OLD.unit_id AND minutes_id = OLD.object_id AND photo = OLD.sha256) AND NOT EXISTS (SELECT 1 FROM minutes WHERE unit_id = OLD.unit_id AND id = OLD.object_id AND state = 'sealed') AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'photo_confirmed'); END;;
CREATE TRIGGER correction_delete BEFORE DELETE ON correction WHEN NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER decision_correction_delete BEFORE DELETE ON decision_correction WHEN NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER signature_insert BEFORE INSERT ON signature WHEN NEW.object_type = 'attendance' AND NOT EXISTS (SELECT 1 FROM signature WHERE unit_id = NEW.unit_id AND id = NEW.id) AND (NEW.object_type = 'attendance' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = NEW.unit_id AND id = (SELECT meeting_id FROM attendance WHERE unit_id = NEW.unit_id AND id = NEW.object_id) AND state = 'sealed') OR NEW.object_type = 'minutes' AND EXISTS (SELECT 1 FROM minutes WHERE unit_id = NEW.unit_id AND id = NEW.object_id AND state = 'sealed')) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = NEW.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER signature_update BEFORE UPDATE ON signature WHEN (OLD.object_type IS NOT NEW.object_type OR OLD.object_id IS NOT NEW.object_id OR OLD.person_id IS NOT NEW.person_id OR OLD.way IS NOT NEW.way OR OLD.digest IS NOT NEW.digest OR OLD.signed_at IS NOT NEW.signed_at) AND (OLD.object_type = 'attendance' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM attendance WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'minutes' AND EXISTS (SELECT 1 FROM minutes WHERE unit_id = OLD.unit_id AND id = OLD.object_id AND state = 'sealed')) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
CREATE TRIGGER signature_delete BEFORE DELETE ON signature WHEN 1 AND (OLD.object_type = 'attendance' AND EXISTS (SELECT 1 FROM meeting WHERE unit_id = OLD.unit_id AND id = (SELECT meeting_id FROM attendance WHERE unit_id = OLD.unit_id AND id = OLD.object_id) AND state = 'sealed') OR OLD.object_type = 'minutes' AND EXISTS (SELECT 1 FROM minutes WHERE unit_id = OLD.unit_id AND id = OLD.object_id AND state = 'sealed')) AND NOT EXISTS (SELECT 1 FROM holdings WHERE unit_id = OLD.unit_id AND held_as = 'mirrored') BEGIN SELECT RAISE(ABORT, 'sealed'); END;;
PRAGMA application_id = 1481851979
