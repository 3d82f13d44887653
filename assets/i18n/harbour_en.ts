<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AddCard</name>
    <message>
        <source>Add somebody, or change how they are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title, as pupils know it: Head of Year 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks after: Year 8 (empty for everybody)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pupils may choose them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a photo…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign and add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos (*.jpg *.jpeg *.png *.webp)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddressDialog</name>
    <message>
        <source>Add a device by address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdmitPanel</name>
    <message>
        <source>Devices found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room of the devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room, such as Room 12</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address, such as 10.0.0.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of a device that is not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add request files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices&apos; requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests (*.request);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room: some have none; type one above or in their row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Admit {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Admit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock the school&apos;s root to look for devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking… Start Harbour on a pupil&apos;s computer, with the school file: it appears here by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} admitted here, none new. New ones appear by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{chosen} of {new} new chosen. About Harbour on the device shows the same fingerprint.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>The lesson has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lesson “{title}” is open in {room}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Connection lost to %n devices: {names}</source>
        <translation>
            <numerusform>Connection lost to %n device: {names}</numerusform>
            <numerusform>Connection lost to %n devices: {names}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n devices are back: {names}</source>
        <translation>
            <numerusform>%n device is back: {names}</numerusform>
            <numerusform>%n devices are back: {names}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message>
        <source>Your fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save my request…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the answer file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school&apos;s fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the same: go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1. Save your request and give the file to your technician.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2. Read this fingerprint out to them, all of it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3. They give you an answer file; take it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save your request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your technician&apos;s answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers (*.answer);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{school}: compare this fingerprint with your technician</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AwayCard</name>
    <message>
        <source>First day back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who reads meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First day back:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who reads meanwhile:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The safeguarding leads, as always</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BlurredPicture</name>
    <message>
        <source>The picture cannot be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pupil&apos;s picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture, blurred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaseModel</name>
    <message>
        <source>unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CasePane</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make sure that nobody else sees your screen. That you read it is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I look after it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the words off the screen (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received: {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who can read it: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rest of it is still on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} {kind}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pupil who asked not to be named {kind}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CloseCard</name>
    <message>
        <source>Close with an outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done (may be left empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays readable. If the pupil writes again, it is open again. The pupil is not told: answer them first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Answer the pupil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note for staff only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your answer to the pupil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your note for staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pupil reads this in their Help window, with your name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody who can read this concern reads the note. The pupil never does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send to the pupil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} characters too many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} characters left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Enter sends</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsoleLock</name>
    <message>
        <source>&amp;Lock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsoleMail</name>
    <message>
        <source>Concerns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsoleWindow</name>
    <message>
        <source>Lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the lesson?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lesson is open. Closing the window ends it for everybody.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>The school&apos;s root is locked; type its passphrase first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Find a device, room or fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No device matches “{search}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices that are admitted or found on the network are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a device to read all about it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DevicesPanel</name>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Admitted devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the key back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry the roster again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It leaves every lesson and shows no screen any more. It cannot be undone: the device would need a new key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the key of {name} back?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of {name} was taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here; holds an older roster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here, up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No device is admitted yet; admit some first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DevicesStep</name>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the devices that are yours, give them their room, and admit them. Compare a fingerprint where you are not sure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your technician admits the devices. You can go on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DevicesView</name>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is called so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pupil, device or room has “{text}” in its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to show here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is in this group, or stands so, now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No room is yours yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your technician to add your rooms to the school&apos;s roster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pupil&apos;s computer has been admitted yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Harbour on a pupil&apos;s computer: it appears here by itself. Then your technician admits it, and you see its screen in your lessons.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FlowPanel</name>
    <message>
        <source>Sealed letters between pupils and staff. Nobody here can open one, see whose it is, or for whom.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not heard of any office yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school has no hub: letters go straight to the consoles of staff, while these are on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for their readers: {count}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the oldest for {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No receipt yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last receipt: {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Where are screenshots kept?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A screenshot of a pupil is a record of the school, not your own. Keep it where your school keeps such records, and no longer than its rules say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for screenshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep them here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoundingCard</name>
    <message>
        <source>The school&apos;s name, as pupils read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Technician&apos;s passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safeguarding lead&apos;s passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found the school</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A school has two roots of trust, and they belong to two people. Each types their own passphrase and keeps it from the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The technician&apos;s root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says which computers and which staff belong to the school.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The safeguarding lead&apos;s root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says who may ever read a concern. The technician cannot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Founding…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both roots have the same passphrase; choose two, for two people.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupActions</name>
    <message>
        <source>Make a group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is the group called?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupRail</name>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>States</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{group}  ({n})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandOverCard</name>
    <message>
        <source>Hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why (may be left empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it is handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They will be able to read all of it, as the pupil wrote it, and answer. You still can. It cannot be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody on the school&apos;s list who may read it can read it already.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpFrame</name>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpPlurals</name>
    <message numerus="yes">
        <source>within %n day(s)</source>
        <translation>
            <numerusform>within %n day</numerusform>
            <numerusform>within %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>within %n hour(s)</source>
        <translation>
            <numerusform>within an hour</numerusform>
            <numerusform>within %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>within %n minute(s)</source>
        <translation>
            <numerusform>within %n minute</numerusform>
            <numerusform>within %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Room for %n more letter(s)</source>
        <translation>
            <numerusform>Room for one more letter</numerusform>
            <numerusform>Room for %n more letters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>No answer has come for these words yet. If one comes, it shows here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are not five words from us. Please look at each word again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please tell someone another way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent: the school changed its list just now. Look who can read it, then press Send again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>Who has watched this screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a lesson, the teacher of {school} who opened it can see this screen as a small picture, or in full with a reason. A sign at the top says so, always. Nobody can look without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who has watched before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has watched this screen yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can see this screen now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} to {end}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looked in full {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Lists of concerns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Concerns</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) came that are not from this school&apos;s computers or were changed on their way. They are kept aside; tell your technician.</source>
        <translation>
            <numerusform>%n letter came that is not from this school&apos;s computers or was changed on its way. It is kept aside; tell your technician.</numerusform>
            <numerusform>%n letters came that are not from this school&apos;s computers or were changed on their way. They are kept aside; tell your technician.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyCard</name>
    <message>
        <source>Your name, as pupils know you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make my key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key is made on this computer and never leaves it. The passphrase opens it at every sign-in; nobody can give you another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making it…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LessonBar</name>
    <message>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is the lesson called?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesson title, as pupils read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lesson is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends {time}, {n} min left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListView</name>
    <message>
        <source>Pupils&apos; screens, as a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns: click one to sort by it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>{label}, once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the two differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type the same passphrase twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least {n} characters; three random words are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Easy to guess: use three random words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fair; another word makes it good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>Look again…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassphraseForm</name>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait {n} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Plurals</name>
    <message numerus="yes">
        <source>%n screens</source>
        <translation>
            <numerusform>%n screen</numerusform>
            <numerusform>%n screens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>%n s ago</numerusform>
            <numerusform>%n s ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>idle %n min</source>
        <translation>
            <numerusform>idle %n min</numerusform>
            <numerusform>idle %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n pupils shown</source>
        <translation>
            <numerusform>The one pupil shown</numerusform>
            <numerusform>The %n pupils shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n pupils</source>
        <translation>
            <numerusform>The one pupil</numerusform>
            <numerusform>All %n pupils</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PupilsDialog</name>
    <message>
        <source>Pupils&apos; names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a OneRoster folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines that cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which pupils are on your screens?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the list that your school&apos;s office program exports: a CSV file with sign-in names, names and groups, or OneRoster CSV (1.1 or 1.2) as an archive or a folder.

Harbour keeps sign-in names, names and groups, nothing else, and keeps them only on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the list of pupils</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists of pupils (*.csv *.txt *.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the OneRoster folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pupils} can be used, and no line is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pupils} can be used. These lines cannot, and are left out:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pupil can be used. Mend these lines, then choose the file again:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {pupils}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 pupil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pupils</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say above the table which column is the sign-in name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say above the table which column is the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two columns say the same. Leave one of them out above the table.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PupilsTable</name>
    <message>
        <source>The first lines of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group or year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What {heading} is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>{teacher} looks at this screen in full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, and why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pupil} will see: {seen}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each pupil will see: {seen}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecipientsPage</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who may receive concerns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The safeguarding root is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safeguarding lead&apos;s passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is not on this computer: put safeguarding.key beside your own key, or use harbour-admin recipients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add from the roster…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Away…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renew for a year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody yet: pupils cannot tell anyone. Add a safeguarding lead first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list is out of date: pupils cannot tell anyone until it is renewed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pupils choose among these people. Good until {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offered to pupils</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not offered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>away until {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed. Pupils&apos; computers learn it within minutes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RenewBar</name>
    <message>
        <source>&amp;Keep looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view ends in {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoleWindow</name>
    <message>
        <source>&amp;Console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RootRow</name>
    <message>
        <source>The school&apos;s root is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Technician&apos;s passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing who belongs to the school needs the technician&apos;s passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school&apos;s root is not on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever founded the school holds it. Add people and computers there, or start the console with --school-folder and the folder it lies in.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RosterStep</name>
    <message>
        <source>Rooms and people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the rooms, let the console learn the pupils&apos; names, and add colleagues. All of it can be done later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room 12, Room 14, Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rooms of the school</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With commas between. They are offered wherever a room is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pupils&apos; names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read a list in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A CSV list or a OneRoster export. It stays on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rooms: there are {n}; name {most} at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pupils are known now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaidView</name>
    <message>
        <source>What was said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They wrote nothing more: they want to talk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When they can talk:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note by {who}, staff only  ·  {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} to the pupil  ·  {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pupil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} looks after it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} handed it over to {to}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody had opened it in time: the deputy was told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} closed it: {outcome}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stood here was erased by the school&apos;s rule</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SchoolPage</name>
    <message>
        <source>Staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Admit devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mail</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SchoolStep</name>
    <message>
        <source>Your school</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is this the first computer of your school? Then found the school here. Else take the file school.harbour from your technician and join.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found a new school on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join a school that exists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose school.harbour…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school&apos;s fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the same: join</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare this fingerprint with the one your technician reads out to you:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over the safeguarding root…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save school.harbour…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school&apos;s fingerprint:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your school&apos;s file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>School (*.harbour);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The safeguarding lead&apos;s stick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The safeguarding root is now {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save school.harbour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school is founded. Put school.harbour on every pupil&apos;s computer, keep a copy of the folder {folder} in a safe, and go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This console belongs to the school below. Go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The safeguarding root still lies on this computer: move it to the safeguarding lead&apos;s own stick, and let them take it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever joins compares this fingerprint with you.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScreenshotDesk</name>
    <message>
        <source>Why do you take this screenshot?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Why do you take %n screenshots?</source>
        <translation>
            <numerusform>Why do you take a screenshot?</numerusform>
            <numerusform>Why do you take %n screenshots?</numerusform>
        </translation>
    </message>
    <message>
        <source>The picture was gone before it could be kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screenshot was not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screenshot kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screenshots are taken during a lesson. Start one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose pupils, and wait until the last screenshots are done.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScreenshotProgress</name>
    <message>
        <source>Screenshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screenshots done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screenshots by pupil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{kept} of %n screenshots kept</source>
        <translation>
            <numerusform>{kept} of %n screenshot kept</numerusform>
            <numerusform>{kept} of %n screenshots kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No picture came within %n seconds.</source>
        <translation>
            <numerusform>No picture came within %n second.</numerusform>
            <numerusform>No picture came within %n seconds.</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeenModel</name>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(no name yet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking who it is…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Admitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found, but {why}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetUpWindow</name>
    <message>
        <source>Harbour - set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window at any time: it goes on where you were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip for now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Harbour - sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the passphrase of your key to open the console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remember on this computer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaffPanel</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add from a request file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the key back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save answer file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint to compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rooms, with commas between</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rooms of this person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are the same: add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the person read their fingerprint out to you and compare all of it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every device found now refuses them within seconds and ends their lesson; consoles carry the news to the others. It cannot be undone: they would need a new key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A person&apos;s request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests (*.request);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} asks to be added as {role}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rooms: a teacher needs one at least; name it above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was added. Save the answer file and give it to them: their console takes it in one step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers (*.answer);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the key of {name} back?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of {name} was taken back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Screens use {used} of {budget} kB/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} without a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} with a copied key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} not here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} not admitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screens are shown during a lesson, and pupils see that they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You see {live} of {whole} screens in {room}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TargetBar</name>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the selected screen in full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screenshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep a picture of each of these screens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TileDelegate</name>
    <message>
        <source>Painted desktop (demonstration)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Help…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who has watched…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Harbour…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Harbour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Harbour belongs to {school}.

In a lesson your teacher can see this screen as a small picture, or in full with a reason. A sign at the top of the screen always says so. Outside lessons nothing is looked at.

Harbour has no camera, no microphone and no record of what you type.

Fingerprint of this computer:
{mark}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrialStep</name>
    <message>
        <source>Try it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock my key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the test lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pupil&apos;s screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a lesson of one minute in your first room: the first screen that is live appears here. Its pupil sees the light.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no school yet: go back to the first step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school does not know you yet: go back to the second step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type your passphrase to try a lesson.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to try here: only a teacher sees screens. A teacher signs in on their own console and starts a lesson. You can open the console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No room is yours in the roster; your technician adds one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for a screen in {room}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{device} in {room} is live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No device is admitted in the roster yet: go back one step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A device was reached but shows no screen. Open the console and start a lesson: its tile says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A device was reached, but none in your room: is its room right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No admitted device was reached: are they switched on, with Harbour started, and on this network?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It works: a screen was live.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1:1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screenshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewerDesk</name>
    <message>
        <source>Why do you look at this screen?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewerFoot</name>
    <message>
        <source>{word}, {n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>painted desktop (demonstration)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n frames/s</source>
        <translation>
            <numerusform>%n frame/s</numerusform>
            <numerusform>%n frames/s</numerusform>
        </translation>
    </message>
    <message>
        <source>{kb} kB/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewerWindow</name>
    <message>
        <source>Screen of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view ends in half a minute. Keep looking?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallPage</name>
    <message>
        <source>No view was opened: select one pupil first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No view was opened: this computer is not admitted yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallTools</name>
    <message>
        <source>Find a pupil or device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear what was searched for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size the tiles so that all can be seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallView</name>
    <message>
        <source>Pupils&apos; screens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WatchingLight</name>
    <message>
        <source>Your screen can be seen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WatchingPlurals</name>
    <message numerus="yes">
        <source>{names} can see this screen</source>
        <translation>
            <numerusform>{names} can see this screen</numerusform>
            <numerusform>{names} can see this screen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhoStep</name>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your rooms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, add me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your rooms, with commas between: Room 12, Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school will list you with this fingerprint:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your rooms: name one at least, such as Room 12.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the school&apos;s answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school knows you. Go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say who you are, and choose a passphrase for your key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school was founded here, so your request is answered at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock the school&apos;s root to answer your request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key is made. Your technician has to add it to the school; you can close this window meanwhile, and it goes on here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Cover</name>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked. This is the console of {who}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lesson that is open goes on, and pupils see that it does.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>concerns</name>
    <message>
        <source>Concern {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody opened it in time, {span} over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{span} left to open it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened; nobody looks after it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You answered; waiting for the pupil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You look after it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} looks after it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wants to talk to someone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tells about something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is worried about a friend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talked with the pupil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support at school arranged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passed on to children&apos;s services, police, health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known already, kept with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked into, nothing more to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What pupils tell you comes here. It is sealed until you open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You look after no concern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose “I look after it” in one that is new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here stands what a colleague looks after, or what the pupil is to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was closed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is closed stays readable here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>devices</name>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it can show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not admitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two computers, one key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not seen for {n} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot show its screen. {said}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No device is admitted yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seen} of {all} devices seen this week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 cannot show its screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} cannot show their screens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 not seen for a month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} not seen for a month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 waits to be admitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} wait to be admitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two computers answer with this key, so neither is let into a lesson. If a disk was copied, give the copy a machine identity of its own and start its client again: it then asks to be admitted. If none was, the key was taken: revoke it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one the device shows before you admit it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New device {mark}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>duties</name>
    <message>
        <source>Member of staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safeguarding lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deputy lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>filter</name>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not admitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({n})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>groups</name>
    <message>
        <source>Everybody</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>Answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no answer here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write back (only if you want)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send my answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your five words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>five words, like: apple river …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Were you given five words? Type them here to see the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for my answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who}, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}? Call {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talk to {name}: {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of your screen follows. It has not arrived yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with what I began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have an answer. Read it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read an answer, or come back with words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture that will be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer cannot take a picture of its screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is something worrying you?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something worrying you?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can tell a grown-up at school here. It is good to tell. You are not in trouble.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can tell someone at school here. You do not need to be sure, and you will not be in trouble for asking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your teacher&apos;s screen shows only grey where this window is. To hide it fast: press Esc, or Shift three times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I want to talk to a grown-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I want to tell about something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am worried about a friend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I want to talk to someone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell someone about something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worried about a friend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who do you want to tell?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who would you like to tell?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any grown-up who keeps children safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anyone who keeps pupils safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looks after {whom}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>away until {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone not in this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the name of the person you want to talk to. We will ask them to find you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is about a grown-up in this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is about someone in this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is it about?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The people you tick will not get your message and cannot read it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your message to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a little or a lot. You can also just press Send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As much or as little as you want. You can also just press Send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When can we talk? (you can leave this empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a picture of my screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With my name: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Don&apos;t show my name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So they can find you and help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school may still work out who you are, and must if someone is in danger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} can read this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They will only tell other people if that is needed to keep someone safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They only pass it on to people who are needed to keep someone safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locking your message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer could not keep your message. We are trying to send it now. Please leave the computer on until you read here that the school has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved here, not delivered yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your message is locked and kept on this computer. It goes to the school by itself as soon as it can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On its way, not delivered yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A school computer is passing your locked message on. Nobody can read it on the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not delivered yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school&apos;s post box cannot take your message just now. It waits on this computer and is sent again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school has your message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You did the right thing by telling someone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once the school has it, {names} should look at it {when} while school is open. When school is closed it can take longer. Then call the number below if you need someone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has not reached the school yet. If you cannot wait, tell an adult you trust, or call the number below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You cannot send a message from this computer just now. Please tell a grown-up you trust, or call the number below. Someone there will listen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You cannot send a message from this computer just now: the list of people at your school is missing or out of date. Please tell an adult you trust, or call the number below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show five words to come back with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep these words to yourself. With them you can read the answer on any computer of your school. They are shown only once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} or {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (keeps pupils safe)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (head)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See a screen in full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter, or double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space, or click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select several</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift or Ctrl with arrows or click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl and wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu key, or right click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>list</name>
    <message>
        <source>Pupil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heard</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>menu</name>
    <message>
        <source>&amp;Lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;End lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a device by &amp;address…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All &amp;devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pupils</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Leave search or selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a &amp;screenshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a &amp;group…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pupils&apos; &amp;names…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a &amp;list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit all tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&amp;arger tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Enlarge this tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Smaller tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Groups at the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Zoom on hover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to &amp;group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New group…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Take out of {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove this group</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>page</name>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>roles</name>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Technician</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safeguarding lead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sees the screens of their class during a lesson.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Admits computers and staff, and never sees a screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The designated safeguarding lead: will receive concerns and alerts.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>targets</name>
    <message>
        <source>Nobody: no admitted computer is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{chosen}: {names} {rest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{chosen}: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pupils} of {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pupils} in {room}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tile</name>
    <message>
        <source>New device {mark}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not admitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first picture is on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a lesson to see this screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer for 3 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it switched on, with a pupil signed in?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last seen at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It said goodbye at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your technician admits it, on their own console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two computers answer with its key. Tell your technician.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pupil cannot see the sign that says you watch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its monitor is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system asks something only it may show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pupil must allow it once: a question is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something private is open there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer does not allow its screen to be seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of screen cannot be shown yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer could not look at its screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is too large to send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer sent no picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not check who opened the lesson.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It belongs to another school.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in a room you do not teach in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a teacher can open a lesson.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its clock or this one is wrong by more than a day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lesson lasts 4 hours at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This lesson has ended there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not know yet that it was admitted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not take part.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>view</name>
    <message>
        <source>To help: the pupil asked for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To see the work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To see if the pupil is on task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something on the screen may need a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something does not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to help you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to see your work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to see if you are on task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>because of something that may need a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>because something does not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to see the work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to see if on task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something may need a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something does not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is on its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pupil sees now that you look, and why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was heard for 5 seconds. The view comes back by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pupil signed out, or the computer was shut down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer said goodbye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This screen is not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer sent what is no picture. Tell your technician if it recurs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view was stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lesson is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screens are shown during a lesson only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A view lasts 5 minutes unless you keep looking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pupil cannot see that you look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sign that says so is covered. The picture comes when it is seen again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture comes when the pupil unlocks it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its monitor is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture comes when somebody uses the computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system asks something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A question that only the system may show is open there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pupil must allow it once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A question is open on that screen. Ask the pupil to answer it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something private is open there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Harbour does not show it. The picture comes when it is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its screen may not be seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer does not allow it. Your technician can change that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of screen cannot be shown yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your technician can see why on the page of devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer could not look at its screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It tries again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is too large to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screen has more in it than one message may carry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer sent no picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is in no lesson of yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many screens are shown in full. Close another view first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a teacher with a lesson open may look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds a newer list of staff than this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not check who you are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer does not say why.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>view keys</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl and wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arrows, or drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+K, when it asks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>watching</name>
    <message>
        <source>{name} looks at this screen in full: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can see this screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to help you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to see your work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to see if you are on task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>because of something that may need a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>because something does not work</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
