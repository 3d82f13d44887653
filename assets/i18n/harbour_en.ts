<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
        <source>Start Harbour on a pupil&apos;s computer: it appears here by itself. Then your technician admits it with harbour-admin admit.</source>
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
    <name>Pages</name>
    <message>
        <source>Pages</source>
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
        <source>Opening…</source>
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
        <source>La&amp;rger tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Smaller tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;efresh</source>
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
        <source>Enlar&amp;ge this tile</source>
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
        <source>A technician admits it with harbour-admin admit.</source>
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
</TS>
