<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>Licences of all parts</source>
        <translation>Lizenzen aller Bestandteile</translation>
    </message>
    <message>
        <source>Second reader: {bundle} {version}, SHA-256 {hash}.</source>
        <translation>Zweitbefunder: {bundle} {version}, SHA-256 {hash}.</translation>
    </message>
    <message>
        <source>Checking the study...</source>
        <translation>Die Studie wird geprüft...</translation>
    </message>
    <message>
        <source>Packing, with the self-test of this installation...</source>
        <translation>Wird gepackt, mit dem Selbsttest dieser Installation...</translation>
    </message>
    <message>
        <source>The evidence pack is in {name}.</source>
        <translation>Das Nachweispaket ist in {name}.</translation>
    </message>
    <message>
        <source>The self-test takes some seconds...</source>
        <translation>Der Selbsttest dauert einige Sekunden...</translation>
    </message>
    <message>
        <source>The log is {path}.</source>
        <translation>Das Protokoll des Programms ist {path}.</translation>
    </message>
    <message>
        <source>The settings are reset. Close SacroRead and start it again.</source>
        <translation>Die Einstellungen sind zurückgesetzt. Schließen Sie SacroRead und starten Sie es neu.</translation>
    </message>
    <message>
        <source>Open a study first</source>
        <translation>Öffnen Sie zuerst eine Studie</translation>
    </message>
    <message>
        <source>Reset for good</source>
        <translation>Endgültig zurücksetzen</translation>
    </message>
    <message>
        <source>Reset settings</source>
        <translation>Einstellungen zurücksetzen</translation>
    </message>
    <message>
        <source>Language, keys, checks of the display and the accepted intended use will be forgotten; studies, reads, bundles and the log stay.</source>
        <translation>Sprache, Tasten, Prüfungen des Bildschirms und die angenommene Zweckbestimmung werden vergessen; Studien, Befunde, Modellpakete und das Protokoll des Programms bleiben.</translation>
    </message>
    <message>
        <source>Save the evidence pack</source>
        <translation>Nachweispaket speichern</translation>
    </message>
    <message>
        <source>ZIP files (*.zip)</source>
        <translation>ZIP-Dateien (*.zip)</translation>
    </message>
    <message>
        <source>Check database</source>
        <translation>Datenbank prüfen</translation>
    </message>
    <message>
        <source>Export evidence pack...</source>
        <translation>Nachweispaket ausgeben...</translation>
    </message>
    <message>
        <source>Test this installation</source>
        <translation>Installation prüfen</translation>
    </message>
    <message>
        <source>Open logs</source>
        <translation>Protokolle öffnen</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Licence: Apache-2.0. Qt is used under the LGPL and can be replaced; the font Inter is under the SIL Open Font License.</source>
        <translation>Lizenz: Apache-2.0. Qt wird unter der LGPL verwendet und kann ausgetauscht werden; die Schrift Inter steht unter der SIL Open Font License.</translation>
    </message>
    <message>
        <source>Check database looks at the file and at every link of the chains of reads. The evidence pack holds protocol, versions, hashes, the audit anchor and these checks; no read or patient.</source>
        <translation>Datenbank prüfen sieht die Datei und jedes Glied der Befundketten durch. Das Nachweispaket enthält Protokoll, Versionen, Prüfsummen, den Anker und diese Prüfungen; keinen Befund und keinen Patienten.</translation>
    </message>
    <message>
        <source>The open study</source>
        <translation>Die offene Studie</translation>
    </message>
    <message>
        <source>The self-test asks questions whose answers are known. The log says what happened to the program, and nothing about patients: send it when something went wrong.</source>
        <translation>Der Selbsttest stellt Fragen, deren Antworten bekannt sind. Das Protokoll des Programms sagt, was mit ihm geschah, und nichts über Patienten: Senden Sie es, wenn etwas schiefging.</translation>
    </message>
    <message>
        <source>This installation</source>
        <translation>Diese Installation</translation>
    </message>
    <message>
        <source>All {count} answers of the self-test are correct.</source>
        <translation>Alle {count} Antworten des Selbsttests stimmen.</translation>
    </message>
    <message>
        <source>Findings: {count}. Keep the study as it is, as evidence, and go on with a copy made before.</source>
        <translation>Feststellungen: {count}. Heben Sie die Studie als Beweis auf, wie sie ist, und arbeiten Sie mit einer früheren Kopie weiter.</translation>
    </message>
    <message>
        <source>It runs with {parts}.</source>
        <translation>Es läuft mit {parts}.</translation>
    </message>
    <message>
        <source>Something in the study is not as it was written. Stop reading, and tell the coordinator.</source>
        <translation>Etwas in der Studie ist nicht, wie es geschrieben wurde. Befunden Sie nicht weiter, und sagen Sie es dem Koordinator.</translation>
    </message>
    <message>
        <source>The study is sound: the file is whole, and all stands as it was written.</source>
        <translation>Die Studie ist in Ordnung: Die Datei ist heil, und alles steht, wie es geschrieben wurde.</translation>
    </message>
    <message>
        <source>The study is sound: the file is whole, and {reads} reads and {events} events stand as they were written.</source>
        <translation>Die Studie ist in Ordnung: Die Datei ist heil, und {reads} Befunde und {events} Ereignisse stehen, wie sie geschrieben wurden.</translation>
    </message>
    <message>
        <source>There is no {anchor} beside it, so a cut tail or an older copy would not show.</source>
        <translation>Neben ihr liegt kein {anchor}; ein abgeschnittenes Ende oder eine ältere Kopie fiele nicht auf.</translation>
    </message>
    <message>
        <source>Wrong answers: {count} of {all}. Do not use this installation; install it anew.</source>
        <translation>Falsche Antworten: {count} von {all}. Benutzen Sie diese Installation nicht; installieren Sie neu.</translation>
    </message>
</context>
<context>
    <name>AskAll</name>
    <message>
        <source>Ask the second reader</source>
        <translation>Den Zweitbefunder fragen</translation>
    </message>
    <message>
        <source>Ask the second reader for all ended cases</source>
        <translation>Den Zweitbefunder zu allen abgeschlossenen Fällen fragen</translation>
    </message>
    <message>
        <source>For every case that nobody reads any more, and that has none yet</source>
        <translation>Für jeden Fall, den niemand mehr befundet und der noch keine hat</translation>
    </message>
    <message>
        <source>{count} predictions are kept.</source>
        <translation>{count} Vorhersagen sind festgehalten.</translation>
    </message>
    <message>
        <source>Cancelled: {count} cases are left.</source>
        <translation>Abgebrochen: {count} Fälle sind noch offen.</translation>
    </message>
    <message>
        <source>{count} were refused. The first: {reason}</source>
        <translation>{count} wurden zurückgewiesen. Der erste: {reason}</translation>
    </message>
</context>
<context>
    <name>Beside</name>
    <message>
        <source>Another radiograph of the same patient</source>
        <translation>Ein anderes Röntgenbild desselben Patienten</translation>
    </message>
</context>
<context>
    <name>CaseTable</name>
    <message>
        <source>Cases of the study</source>
        <translation>Fälle der Studie</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Central reader 1</source>
        <translation>Zentralbefunder 1</translation>
    </message>
    <message>
        <source>Central reader 2</source>
        <translation>Zentralbefunder 2</translation>
    </message>
    <message>
        <source>Central reader 3</source>
        <translation>Zentralbefunder 3</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>Koordinator</translation>
    </message>
    <message>
        <source>Definite</source>
        <translation>Definitiv</translation>
    </message>
    <message>
        <source>Discordant, left out</source>
        <translation>Diskordant, ausgelassen</translation>
    </message>
    <message>
        <source>Discordant, majority</source>
        <translation>Diskordant, Mehrheit</translation>
    </message>
    <message>
        <source>Discordant, negative</source>
        <translation>Diskordant, negativ</translation>
    </message>
    <message>
        <source>Discordant, no majority</source>
        <translation>Diskordant, ohne Mehrheit</translation>
    </message>
    <message>
        <source>Discordant, waits</source>
        <translation>Diskordant, wartet</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>Ausgeschlossen</translation>
    </message>
    <message>
        <source>Local reader</source>
        <translation>Lokaler Befunder</translation>
    </message>
    <message>
        <source>Panel reader</source>
        <translation>Panelbefunder</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Befundet</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Ungradable</source>
        <translation>Nicht beurteilbar</translation>
    </message>
    <message>
        <source>Waits for: {names}</source>
        <translation>Wartet auf: {names}</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>definite</source>
        <translation>definitiv</translation>
    </message>
    <message>
        <source>not definite</source>
        <translation>nicht definitiv</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>From the next start of SacroRead on.</source>
        <translation>Gilt ab dem nächsten Start von SacroRead.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>as suits the screen</source>
        <translation>wie es zum Bildschirm passt</translation>
    </message>
    <message>
        <source>Size of words</source>
        <translation>Schriftgröße</translation>
    </message>
</context>
<context>
    <name>ConfidencePanel</name>
    <message>
        <source>not said</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>Confidence  ,  .   {said}</source>
        <translation>Sicherheit  ,  .   {said}</translation>
    </message>
    <message>
        <source>Confidence: {choice}</source>
        <translation>Sicherheit: {choice}</translation>
    </message>
</context>
<context>
    <name>CorrectionForm</name>
    <message>
        <source>Correct this read</source>
        <translation>Befund korrigieren</translation>
    </message>
    <message>
        <source>You have seen what the second reader says about this case. The correction says when it was made, so that this can be told.</source>
        <translation>Sie haben gesehen, was der Zweitbefunder zu diesem Fall sagt. Die Korrektur hält fest, wann sie erfolgt ist; so bleibt das erkennbar.</translation>
    </message>
    <message>
        <source>You have seen the results of the study. The correction says when it was made, and the dossier says that it came after them.</source>
        <translation>Sie haben die Ergebnisse der Studie gesehen. Die Korrektur hält fest, wann sie erfolgt ist, und das Dossier sagt, dass sie danach kam.</translation>
    </message>
    <message>
        <source>Corrected grade, right</source>
        <translation>Korrigierter Grad, rechts</translation>
    </message>
    <message>
        <source>Corrected grade, left</source>
        <translation>Korrigierter Grad, links</translation>
    </message>
    <message>
        <source>Not definite</source>
        <translation>Nicht definitiv</translation>
    </message>
    <message>
        <source>Definite</source>
        <translation>Definitiv</translation>
    </message>
    <message>
        <source>Corrected decision</source>
        <translation>Korrigierte Entscheidung</translation>
    </message>
    <message>
        <source>Gradable</source>
        <translation>Beurteilbar</translation>
    </message>
    <message>
        <source>Not gradable: {reason}</source>
        <translation>Nicht beurteilbar: {reason}</translation>
    </message>
    <message>
        <source>Whether it can be graded</source>
        <translation>Ob es beurteilbar ist</translation>
    </message>
    <message>
        <source>Why the locked read was wrong</source>
        <translation>Warum der Befund falsch war</translation>
    </message>
    <message>
        <source>Reason of the correction</source>
        <translation>Grund der Korrektur</translation>
    </message>
</context>
<context>
    <name>CuratingPage</name>
    <message>
        <source>Opening the radiograph...</source>
        <translation>Das Röntgenbild wird geöffnet...</translation>
    </message>
    <message>
        <source>Press F5 to try again, PgDn for the next one.</source>
        <translation>F5 versucht es noch einmal, Bild ↓ geht zum nächsten.</translation>
    </message>
    <message>
        <source>The file has other pixels than when this was decided. Decide again.</source>
        <translation>Die Datei hat andere Pixel als bei der Entscheidung. Entscheiden Sie neu.</translation>
    </message>
    <message>
        <source>The same pixels as {file}, which is accepted.</source>
        <translation>Dieselben Pixel wie {file}, das angenommen ist.</translation>
    </message>
    <message>
        <source>The file says that text is burned into the picture. Look for a name.</source>
        <translation>Laut Datei ist Text ins Bild eingebrannt. Suchen Sie nach einem Namen.</translation>
    </message>
    <message>
        <source>The pixels are not square: everything is {times:.2f} times as tall as shown.</source>
        <translation>Die Pixel sind nicht quadratisch: Alles ist {times:.2f}-mal so hoch wie gezeigt.</translation>
    </message>
    <message>
        <source>Everything is decided. Export, or look through it again.</source>
        <translation>Alles ist entschieden. Exportieren Sie, oder sehen Sie es noch einmal durch.</translation>
    </message>
</context>
<context>
    <name>CuratingPanel</name>
    <message>
        <source>Square   Q</source>
        <translation>Quadratisch   Q</translation>
    </message>
    <message>
        <source>Accept   Enter</source>
        <translation>Annehmen   Enter</translation>
    </message>
    <message>
        <source>Radiograph {number} of {count}</source>
        <translation>Röntgenbild {number} von {count}</translation>
    </message>
    <message>
        <source>See the result   C</source>
        <translation>Ergebnis sehen   C</translation>
    </message>
    <message>
        <source>Draw the crop   C</source>
        <translation>Ausschnitt   C</translation>
    </message>
    <message>
        <source>Exclude: {reason}</source>
        <translation>Ausschließen: {reason}</translation>
    </message>
    <message>
        <source>X   another reason, then Enter</source>
        <translation>X   anderer Grund, dann Enter</translation>
    </message>
    <message>
        <source>Another reason to exclude</source>
        <translation>Anderer Ausschlussgrund</translation>
    </message>
    <message>
        <source>Exclude, because</source>
        <translation>Ausschließen, weil</translation>
    </message>
    <message>
        <source>Propose   Shift+C</source>
        <translation>Vorschlag   Umschalt+C</translation>
    </message>
    <message>
        <source>Whole picture   ⌫</source>
        <translation>Ganzes Bild   ⌫</translation>
    </message>
    <message>
        <source>← PgUp</source>
        <translation>← Bild ↑</translation>
    </message>
    <message>
        <source>PgDn →</source>
        <translation>Bild ↓ →</translation>
    </message>
    <message>
        <source>Not a pelvis</source>
        <translation>Kein Becken</translation>
    </message>
    <message>
        <source>Joints cut off</source>
        <translation>Gelenke fehlen</translation>
    </message>
    <message>
        <source>Metal over a joint</source>
        <translation>Metall am Gelenk</translation>
    </message>
    <message>
        <source>Atypical projection</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>Low resolution</source>
        <translation>Auflösung</translation>
    </message>
    <message>
        <source>Poor exposure</source>
        <translation>Fehlbelichtet</translation>
    </message>
    <message>
        <source>Text burned in</source>
        <translation>Text im Bild</translation>
    </message>
    <message>
        <source>Shown twice</source>
        <translation>Doppelt</translation>
    </message>
    <message>
        <source>{accepted} accepted, {excluded} excluded, {refused} refused, {undecided} to go</source>
        <translation>{accepted} angenommen, {excluded} ausgeschlossen, {refused} abgelehnt, {undecided} offen</translation>
    </message>
    <message>
        <source>Not decided yet</source>
        <translation>Noch nicht entschieden</translation>
    </message>
    <message>
        <source>Excluded: {reason}</source>
        <translation>Ausgeschlossen: {reason}</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Window: center {center:.0f}, width {width:.0f}</source>
        <translation>Fenster: Zentrum {center:.0f}, Breite {width:.0f}</translation>
    </message>
    <message>
        <source>Crop: none, {width} x {height} pixels</source>
        <translation>Ausschnitt: keiner, {width} x {height} Pixel</translation>
    </message>
    <message>
        <source>Crop: {width} x {height} pixels, {percent:.0f} % of the picture</source>
        <translation>Ausschnitt: {width} x {height} Pixel, {percent:.0f} % des Bildes</translation>
    </message>
</context>
<context>
    <name>DecisionPanel</name>
    <message>
        <source>Not definite   0</source>
        <translation>Nicht definitiv   0</translation>
    </message>
    <message>
        <source>Definite   1</source>
        <translation>Definitiv   1</translation>
    </message>
    <message>
        <source>Not definite sacroiliitis</source>
        <translation>Keine definitive Sakroiliitis</translation>
    </message>
    <message>
        <source>Definite sacroiliitis</source>
        <translation>Definitive Sakroiliitis</translation>
    </message>
</context>
<context>
    <name>DefinitionCard</name>
    <message>
        <source>What the grades mean</source>
        <translation>Was die Grade bedeuten</translation>
    </message>
    <message>
        <source>The pictures are synthetic: they show what the words mean, and stand for no patient.</source>
        <translation>Die Bilder sind synthetisch: Sie zeigen, was die Worte meinen, und stehen für keinen Patienten.</translation>
    </message>
    <message>
        <source>Close   F2</source>
        <translation>Schließen   F2</translation>
    </message>
    <message>
        <source>Synthetic example {number} of grade {grade}</source>
        <translation>Synthetisches Beispiel {number} für Grad {grade}</translation>
    </message>
</context>
<context>
    <name>DisplayPage</name>
    <message>
        <source>All eleven grey steps differ from their neighbours</source>
        <translation>Alle elf Graustufen unterscheiden sich von ihren Nachbarn</translation>
    </message>
    <message>
        <source>There is a square in the black field</source>
        <translation>Im schwarzen Feld ist ein Quadrat</translation>
    </message>
    <message>
        <source>There is a square in the white field</source>
        <translation>Im weißen Feld ist ein Quadrat</translation>
    </message>
    <message>
        <source>Keep this answer</source>
        <translation>Antwort festhalten</translation>
    </message>
    <message>
        <source>What you cannot see here you cannot see in a radiograph. Darken the room, turn the screen towards you, switch night light off, or use another screen.</source>
        <translation>Was Sie hier nicht sehen, sehen Sie auch im Röntgenbild nicht. Dunkeln Sie den Raum ab, drehen Sie den Bildschirm zu sich, schalten Sie den Nachtmodus aus, oder nehmen Sie einen anderen Bildschirm.</translation>
    </message>
    <message>
        <source>Letters that can be read, from the left</source>
        <translation>Lesbare Buchstaben, von links</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>So many of the letters can be read, from the left:</source>
        <translation>So viele der Buchstaben sind lesbar, von links gezählt:</translation>
    </message>
    <message>
        <source>Check the display</source>
        <translation>Bildschirm prüfen</translation>
    </message>
    <message>
        <source>Once a month, say what you see on this screen in the light that you read in. The answer is kept with what you read, with the screen&apos;s name and its scale factor.</source>
        <translation>Sagen Sie einmal im Monat, was Sie auf diesem Bildschirm bei dem Licht sehen, bei dem Sie befunden. Die Antwort wird mit Ihren Befunden festgehalten, dazu Name und Skalierung des Bildschirms.</translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Time looked at this case</source>
        <translation>Betrachtungszeit dieses Falls</translation>
    </message>
    <message>
        <source>Case {number} of {count}   {done} locked</source>
        <translation>Fall {number} von {count}   {done} festgeschrieben</translation>
    </message>
    <message>
        <source>{time}, paused</source>
        <translation>{time}, angehalten</translation>
    </message>
    <message>
        <source>Both joints, in the order in which they lie on the picture. 0 to 4 grades the active side, written in blue, and makes the other one active. Tab or the arrow keys change the side. F2 shows what the grades mean.</source>
        <translation>Beide Gelenke, in der Reihenfolge, in der sie auf dem Bild liegen. 0 bis 4 gibt der aktiven, blau geschriebenen Seite ihren Grad und macht die andere aktiv. Tab oder die Pfeiltasten wechseln die Seite. F2 zeigt, was die Grade bedeuten.</translation>
    </message>
    <message>
        <source>E, S, W, N and K mark lesions on the active side; the same key takes a mark back.</source>
        <translation>E, S, W, N und K vermerken Läsionen auf der aktiven Seite; dieselbe Taste nimmt den Vermerk zurück.</translation>
    </message>
    <message>
        <source>How well it can be read, and how sure you are. U says that it cannot be graded; pressed again, it goes to the next reason.</source>
        <translation>Wie gut das Bild lesbar ist, und wie sicher Sie sind. U sagt, dass es nicht beurteilbar ist; noch einmal gedrückt, geht es zum nächsten Grund.</translation>
    </message>
    <message>
        <source>The criterion in words: what follows from your two grades, while you enter them.</source>
        <translation>Das Kriterium in Worten: was aus Ihren beiden Graden folgt, während Sie sie eingeben.</translation>
    </message>
    <message>
        <source>Enter locks the case: your read is on the disk before the next case comes. A locked read is never changed, only corrected with a reason. F1 shows all keys.</source>
        <translation>Enter schreibt den Fall fest: Ihr Befund liegt auf der Festplatte, bevor der nächste Fall kommt. Ein festgeschriebener Befund wird nie geändert, nur mit Begründung korrigiert. F1 zeigt alle Tasten.</translation>
    </message>
    <message>
        <source>Lock   Enter</source>
        <translation>Festschreiben   Enter</translation>
    </message>
    <message>
        <source>Lock the aided read   Enter</source>
        <translation>Mit Zweitbefund festschreiben   Enter</translation>
    </message>
    <message>
        <source>Lock unaided   Enter</source>
        <translation>Ohne Zweitbefund festschreiben   Enter</translation>
    </message>
    <message>
        <source>Next case   Enter</source>
        <translation>Nächster Fall   Enter</translation>
    </message>
    <message>
        <source>Look for more cases   Enter</source>
        <translation>Nach weiteren Fällen sehen   Enter</translation>
    </message>
    <message>
        <source>What you have read   Enter</source>
        <translation>Ihre Befunde   Enter</translation>
    </message>
</context>
<context>
    <name>Explorer</name>
    <message>
        <source>Open the case</source>
        <translation>Fall öffnen</translation>
    </message>
    <message>
        <source>Open the case in the viewer</source>
        <translation>Den Fall im Betrachter öffnen</translation>
    </message>
    <message>
        <source>Circle: the chosen cut-off. Triangles: the readers, against the same.</source>
        <translation>Kreis: der gewählte Schwellenwert. Dreiecke: die Befunder, gegen dasselbe.</translation>
    </message>
    <message>
        <source>There are no two index tests to compare.</source>
        <translation>Es gibt keine zwei Indextests zum Vergleichen.</translation>
    </message>
    <message>
        <source>Rows: {test}. Columns: {against}.</source>
        <translation>Zeilen: {test}. Spalten: {against}.</translation>
    </message>
    <message>
        <source>Cases on which the two differ</source>
        <translation>Fälle, in denen sich die beiden unterscheiden</translation>
    </message>
    <message>
        <source>no interval</source>
        <translation>kein Intervall</translation>
    </message>
    <message>
        <source>large-sample interval; the dossier bootstraps</source>
        <translation>Intervall für große Stichproben; das Dossier nimmt den Bootstrap</translation>
    </message>
    <message>
        <source>Wilson&apos;s interval; the dossier draws patients</source>
        <translation>Intervall nach Wilson; das Dossier zieht Patienten</translation>
    </message>
    <message>
        <source>Wilson&apos;s interval</source>
        <translation>Intervall nach Wilson</translation>
    </message>
    <message>
        <source>Intervals of 95 %, as large samples have them.</source>
        <translation>Intervalle von 95 %, wie sie für große Stichproben gelten.</translation>
    </message>
    <message>
        <source>Cut-off {name}, fixed before these reads. Definite means &gt;= cut-off.</source>
        <translation>Schwellenwert {name}, vor diesen Befunden festgelegt. Definitiv heißt &gt;= Schwellenwert.</translation>
    </message>
    <message>
        <source>Exploratory: a cut-off chosen on these cases is too good for others. Definite means &gt;= cut-off.</source>
        <translation>Explorativ: Ein an diesen Fällen gewählter Schwellenwert ist zu gut für andere. Definitiv heißt &gt;= Schwellenwert.</translation>
    </message>
    <message>
        <source>not definite</source>
        <translation>nicht definitiv</translation>
    </message>
    <message>
        <source>definite</source>
        <translation>definitiv</translation>
    </message>
    <message>
        <source>{test} {row}, {against} {column}</source>
        <translation>{test} {row}, {against} {column}</translation>
    </message>
    <message>
        <source>At {cut_off}: {cases} and {count} more</source>
        <translation>Bei {cut_off}: {cases} und {count} weitere</translation>
    </message>
    <message>
        <source>At {cut_off}: {cases}</source>
        <translation>Bei {cut_off}: {cases}</translation>
    </message>
    <message>
        <source>unaided and aided</source>
        <translation>ohne und mit Zweitbefund</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Index test</source>
        <translation>Indextest</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>Gegen</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Cut-off</source>
        <translation>Schwellenwert</translation>
    </message>
    <message>
        <source>Cut-off of the second reader</source>
        <translation>Schwellenwert des Zweitbefunders</translation>
    </message>
    <message>
        <source>Not definite</source>
        <translation>Nicht definitiv</translation>
    </message>
    <message>
        <source>Definite</source>
        <translation>Definitiv</translation>
    </message>
    <message>
        <source>Counts: rows index test, columns against</source>
        <translation>Anzahlen: Zeilen Indextest, Spalten Vergleich</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>Kappa</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>Spezifität</translation>
    </message>
    <message>
        <source>PPV</source>
        <translation>PPW</translation>
    </message>
    <message>
        <source>NPV</source>
        <translation>NPW</translation>
    </message>
    <message>
        <source>Estimates</source>
        <translation>Schätzungen</translation>
    </message>
    <message>
        <source>Value and interval</source>
        <translation>Wert und Intervall</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Case ids</source>
        <translation>Fallnummern</translation>
    </message>
</context>
<context>
    <name>ExportChoice</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export {count} accepted</source>
        <translation>{count} angenommene exportieren</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>Export anhalten</translation>
    </message>
    <message>
        <source>8 bit</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>TIFF</source>
        <translation>TIFF</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>Export as {form}</source>
        <translation>Als {form} exportieren</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>{done} of {count} pictures</source>
        <translation>{done} von {count} Bildern</translation>
    </message>
    <message>
        <source>Pictures in {folder}: {made}. Could not be made: {count} (refused.csv).</source>
        <translation>Bilder in {folder}: {made}. Nicht erstellbar: {count} (refused.csv).</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Accept the intended use first: Start leads to it.</source>
        <translation>Stimmen Sie zuerst der Zweckbestimmung zu: „Start“ führt zu ihr.</translation>
    </message>
</context>
<context>
    <name>GreyPattern</name>
    <message>
        <source>Pattern: eleven grey steps, a faint square in black and in white, letters that fade</source>
        <translation>Muster: elf Graustufen, je ein schwaches Quadrat in Schwarz und in Weiß, verblassende Buchstaben</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Guide through the reading room</source>
        <translation>Rundgang durch den Befundungsraum</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Schritt {number} von {count}</translation>
    </message>
    <message>
        <source>Skip   Esc</source>
        <translation>Ende   Esc</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next   F3</source>
        <translation>Weiter   F3</translation>
    </message>
</context>
<context>
    <name>GuidePage</name>
    <message>
        <source>Search the guide</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Text of the chapter</source>
        <translation>Text des Kapitels</translation>
    </message>
    <message>
        <source>No chapter holds these words.</source>
        <translation>Kein Kapitel enthält diese Worte.</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Handbuch</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>SacroRead: keys ({profile})</source>
        <translation>SacroRead: Tasten ({profile})</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
</context>
<context>
    <name>KeyTable</name>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>keine Taste</translation>
    </message>
    <message>
        <source>{keys}   (yours)</source>
        <translation>{keys}   (Ihre)</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Add this key</source>
        <translation>Diese Taste aufnehmen</translation>
    </message>
    <message>
        <source>Remove all its keys</source>
        <translation>Alle ihre Tasten entfernen</translation>
    </message>
    <message>
        <source>As in the profile</source>
        <translation>Wie im Profil</translation>
    </message>
    <message>
        <source>Save the sheet of keys</source>
        <translation>Tastenblatt speichern</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF-Dateien (*.pdf)</translation>
    </message>
    <message>
        <source>Another key for: {action}</source>
        <translation>Weitere Taste für: {action}</translation>
    </message>
    <message>
        <source>Choose an action to give it another key</source>
        <translation>Wählen Sie eine Aktion, um ihr eine weitere Taste zu geben</translation>
    </message>
    <message>
        <source>{key} belongs to: {actions}. Add it here, and it is taken away there.</source>
        <translation>{key} gehört zu: {actions}. Nehmen Sie die Taste hier auf, wird sie dort entfernt.</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>{key} belongs to more than one action and does nothing.</source>
        <translation>{key} gehört zu mehr als einer Aktion und bewirkt nichts.</translation>
    </message>
    <message>
        <source>Search: an action or a key, such as rotate or Ctrl+Z</source>
        <translation>Suche: eine Aktion oder eine Taste, etwa drehen oder Strg+Z</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>Aktionen und Tasten suchen</translation>
    </message>
    <message>
        <source>Keys as in this viewer</source>
        <translation>Tasten wie in diesem Betrachter</translation>
    </message>
    <message>
        <source>Viewers whose keys can be used</source>
        <translation>Betrachter, deren Tasten verwendet werden können</translation>
    </message>
    <message>
        <source>Press the key here</source>
        <translation>Hier die Taste drücken</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys as in</source>
        <translation>Tasten wie in</translation>
    </message>
    <message>
        <source>Print the sheet...</source>
        <translation>Blatt drucken...</translation>
    </message>
    <message>
        <source>Save the sheet as PDF...</source>
        <translation>Blatt als PDF speichern...</translation>
    </message>
    <message>
        <source>Back   F1</source>
        <translation>Zurück   F1</translation>
    </message>
</context>
<context>
    <name>LastQuestion</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>LastResort</name>
    <message>
        <source>SacroRead made a mistake.</source>
        <translation>SacroRead hat einen Fehler gemacht.</translation>
    </message>
    <message>
        <source>Safe: every locked read, and every grade, lesion and window that you entered; they are on the disk.
Not safe: a picture or a report that was just being saved; look at it and save it again.
Go on reading. If something looks wrong, close SacroRead and open it again: you come back to this case.
The details are in {where}. Please send that file with a few words about what you did.</source>
        <translation>Sicher: jeder festgeschriebene Befund und jeder Grad, jede Läsion und jedes Fenster, die Sie eingegeben haben; sie liegen auf der Festplatte.
Nicht sicher: ein Bild oder ein Bericht, der gerade gespeichert wurde; sehen Sie nach und speichern Sie noch einmal.
Befunden Sie weiter. Wenn etwas falsch aussieht, schließen Sie SacroRead und öffnen Sie es wieder: Sie kommen zu diesem Fall zurück.
Die Einzelheiten stehen in {where}. Bitte senden Sie diese Datei mit ein paar Worten dazu, was Sie getan haben.</translation>
    </message>
</context>
<context>
    <name>LinkLabel</name>
    <message>
        <source>Link to the server</source>
        <translation>Verbindung zum Server</translation>
    </message>
    <message>
        <source>the server refused something: point here to read why</source>
        <translation>der Server hat etwas abgelehnt: hierauf zeigen, um den Grund zu lesen</translation>
    </message>
    <message>
        <source>server connected</source>
        <translation>Server verbunden</translation>
    </message>
    <message>
        <source>server away: {count} kept on this computer</source>
        <translation>Server nicht erreichbar: {count} auf diesem Rechner aufbewahrt</translation>
    </message>
</context>
<context>
    <name>LockedWords</name>
    <message>
        <source>Confidence: {said}</source>
        <translation>Sicherheit: {said}</translation>
    </message>
    <message>
        <source>Quality: {said}</source>
        <translation>Qualität: {said}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Befunden</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>{reader} is reading blinded: open the study anew to see its results as coordinator.</source>
        <translation>{reader} befundet verblindet: Öffnen Sie die Studie neu, um ihre Ergebnisse als Koordinator zu sehen.</translation>
    </message>
    <message>
        <source>Open a study and say who reads.</source>
        <translation>Öffnen Sie eine Studie und sagen Sie, wer befundet.</translation>
    </message>
    <message>
        <source>Open once every case is locked: nothing may influence a read.</source>
        <translation>Offen, sobald jeder Fall festgeschrieben ist: Nichts darf einen Befund beeinflussen.</translation>
    </message>
    <message>
        <source>Open a study and go on as coordinator.</source>
        <translation>Öffnen Sie eine Studie und fahren Sie als Koordinator fort.</translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation>gespeichert {time}</translation>
    </message>
</context>
<context>
    <name>OperatingPlot</name>
    <message>
        <source>1 − specificity</source>
        <translation>1 − Spezifität</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>Receiver operating characteristic of the second reader</source>
        <translation>ROC-Kurve des Zweitbefunders</translation>
    </message>
</context>
<context>
    <name>OpinionDock</name>
    <message>
        <source>Ask again   Enter</source>
        <translation>Neu fragen   Enter</translation>
    </message>
    <message>
        <source>Ask the second reader again</source>
        <translation>Den Zweitbefunder neu fragen</translation>
    </message>
    <message>
        <source>What it is, and what it is not</source>
        <translation>Was er ist und was nicht</translation>
    </message>
    <message>
        <source>Crop   C</source>
        <translation>Ausschnitt   C</translation>
    </message>
    <message>
        <source>Draw a crop</source>
        <translation>Einen Ausschnitt ziehen</translation>
    </message>
    <message>
        <source>Proposed crop</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Take the proposed crop again</source>
        <translation>Wieder den vorgeschlagenen Ausschnitt nehmen</translation>
    </message>
    <message>
        <source>Whole   W</source>
        <translation>Ganzes Bild   W</translation>
    </message>
    <message>
        <source>Show the whole radiograph</source>
        <translation>Das ganze Röntgenbild zeigen</translation>
    </message>
    <message>
        <source>First window</source>
        <translation>Erstes Fenster</translation>
    </message>
    <message>
        <source>Take the first window again</source>
        <translation>Wieder das erste Fenster nehmen</translation>
    </message>
    <message>
        <source>Invert   I</source>
        <translation>Invertieren   I</translation>
    </message>
    <message>
        <source>Invert the grey scale</source>
        <translation>Die Graustufen umkehren</translation>
    </message>
    <message>
        <source>Save as PDF...</source>
        <translation>Als PDF...</translation>
    </message>
    <message>
        <source>Save one page as PDF</source>
        <translation>Eine Seite als PDF speichern</translation>
    </message>
    <message>
        <source>Print...</source>
        <translation>Drucken...</translation>
    </message>
    <message>
        <source>Print one page</source>
        <translation>Eine Seite drucken</translation>
    </message>
    <message>
        <source>Heatmap as PNG...</source>
        <translation>Heatmap: PNG...</translation>
    </message>
    <message>
        <source>Save the heatmap as PNG</source>
        <translation>Die Heatmap als PNG speichern</translation>
    </message>
    <message>
        <source>... as DICOM...</source>
        <translation>Heatmap: DICOM...</translation>
    </message>
    <message>
        <source>Save the heatmap as DICOM</source>
        <translation>Die Heatmap als DICOM speichern</translation>
    </message>
    <message>
        <source>No radiograph is in front.</source>
        <translation>Kein Röntgenbild geöffnet.</translation>
    </message>
    <message>
        <source>Window or crop have changed since: this opinion is about another picture.</source>
        <translation>Fenster oder Ausschnitt sind seither geändert: Dieser Zweitbefund gilt für ein anderes Bild.</translation>
    </message>
    <message>
        <source>{share:.0%} of its attention lies in the joints. </source>
        <translation>{share:.0%} seiner Aufmerksamkeit liegt in den Gelenken. </translation>
    </message>
    <message>
        <source>Second reader {name}, {sha256}, on {device}.</source>
        <translation>Zweitbefunder {name}, {sha256}, auf {device}.</translation>
    </message>
    <message>
        <source>Window and crop</source>
        <translation>Fenster und Ausschnitt</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>For research; not for diagnosis.</source>
        <translation>Für die Forschung, nicht für die Diagnostik.</translation>
    </message>
</context>
<context>
    <name>OpinionList</name>
    <message>
        <source>Files...</source>
        <translation>Dateien...</translation>
    </message>
    <message>
        <source>Choose radiographs</source>
        <translation>Röntgenbilder wählen</translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation>Ordner...</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Einen Ordner wählen</translation>
    </message>
    <message>
        <source>Radiographs</source>
        <translation>Röntgenbilder</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Ask no further</source>
        <translation>Nicht weiter fragen</translation>
    </message>
    <message>
        <source>Save predictions.csv...</source>
        <translation>predictions.csv sichern...</translation>
    </message>
    <message>
        <source>Save all predictions</source>
        <translation>Alle Vorhersagen speichern</translation>
    </message>
    <message>
        <source>{done} of {wanted}</source>
        <translation>{done} von {wanted}</translation>
    </message>
    <message>
        <source>Or drop files or a folder anywhere on this page.</source>
        <translation>Oder ziehen Sie Dateien oder einen Ordner irgendwo auf diese Seite.</translation>
    </message>
</context>
<context>
    <name>OpinionSaving</name>
    <message>
        <source>Save one page as PDF</source>
        <translation>Eine Seite als PDF speichern</translation>
    </message>
    <message>
        <source>Save the heatmap as PNG</source>
        <translation>Die Heatmap als PNG speichern</translation>
    </message>
    <message>
        <source>Save the heatmap as DICOM</source>
        <translation>Die Heatmap als DICOM speichern</translation>
    </message>
    <message>
        <source>Save all predictions</source>
        <translation>Alle Vorhersagen speichern</translation>
    </message>
    <message>
        <source>The printer did not take the page. Choose another printer.</source>
        <translation>Der Drucker hat die Seite nicht angenommen. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <translation>{name} gespeichert.</translation>
    </message>
</context>
<context>
    <name>OpinionSheet</name>
    <message>
        <source>File: {name}</source>
        <translation>Datei: {name}</translation>
    </message>
    <message>
        <source>For research; not for diagnosis.</source>
        <translation>Für die Forschung, nicht für die Diagnostik.</translation>
    </message>
    <message>
        <source>How well it did where the answer was known</source>
        <translation>Wie gut er war, wo die Antwort bekannt ist</translation>
    </message>
    <message>
        <source>Probability of definite sacroiliitis: {value}</source>
        <translation>Wahrscheinlichkeit einer definitiven Sakroiliitis: {value}</translation>
    </message>
    <message>
        <source>SYNTHETIC: this second reader was trained and measured on computed phantoms only; what follows says nothing about a patient.</source>
        <translation>SYNTHETISCH: Dieser Zweitbefunder wurde nur an berechneten Phantomen trainiert und gemessen; was folgt, sagt nichts über einen Patienten.</translation>
    </message>
    <message>
        <source>Second opinion on a radiograph of the sacroiliac joints</source>
        <translation>Zweitbefund zu einem Röntgenbild der Sakroiliakalgelenke</translation>
    </message>
    <message>
        <source>Second opinion; for research; not for diagnosis</source>
        <translation>Zweitbefund; für die Forschung, nicht für die Diagnostik</translation>
    </message>
    <message>
        <source>That is less than the second reader&apos;s own limit.</source>
        <translation>Das ist weniger als die eigene Grenze des Zweitbefunders.</translation>
    </message>
    <message>
        <source>What speaks for definite sacroiliitis, in cividis</source>
        <translation>Was für eine definitive Sakroiliitis spricht, in cividis</translation>
    </message>
    <message>
        <source>What the second reader saw</source>
        <translation>Was der Zweitbefunder gesehen hat</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>Woher das kommt</translation>
    </message>
    <message>
        <source>bundle</source>
        <translation>Modellpaket</translation>
    </message>
    <message>
        <source>crop {width} x {height} px from ({x}, {y})</source>
        <translation>Ausschnitt {width} x {height} px ab ({x}, {y})</translation>
    </message>
    <message>
        <source>cut-off</source>
        <translation>Schwellenwert</translation>
    </message>
    <message>
        <source>definite from</source>
        <translation>definitiv ab</translation>
    </message>
    <message>
        <source>flipped</source>
        <translation>gespiegelt</translation>
    </message>
    <message>
        <source>interval</source>
        <translation>Intervall</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>invertiert</translation>
    </message>
    <message>
        <source>made</source>
        <translation>erstellt</translation>
    </message>
    <message>
        <source>measured before</source>
        <translation>zuvor gemessen</translation>
    </message>
    <message>
        <source>no crop</source>
        <translation>kein Ausschnitt</translation>
    </message>
    <message>
        <source>presentation</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>rotated {degrees:g} degrees</source>
        <translation>um {degrees:g} Grad gedreht</translation>
    </message>
    <message>
        <source>sensitivity, tuning set</source>
        <translation>Sensitivität, Tuning-Satz</translation>
    </message>
    <message>
        <source>specificity, tuning set</source>
        <translation>Spezifität, Tuning-Satz</translation>
    </message>
    <message>
        <source>trained on</source>
        <translation>trainiert an</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>window {center:g} / {width:g}</source>
        <translation>Fenster {center:g} / {width:g}</translation>
    </message>
    <message>
        <source>{name}: {cases} cases of {patients} patients, {definite} definite</source>
        <translation>{name}: {cases} Fälle von {patients} Patienten, {definite} definitiv</translation>
    </message>
    <message>
        <source>{share:.0%} of its attention lies in the joints.</source>
        <translation>{share:.0%} seiner Aufmerksamkeit liegt in den Gelenken.</translation>
    </message>
</context>
<context>
    <name>OwnReads</name>
    <message>
        <source>Corrected. The read before stays on record, with your reason.</source>
        <translation>Korrigiert. Der frühere Befund bleibt mit Ihrer Begründung erhalten.</translation>
    </message>
</context>
<context>
    <name>PictureExport</name>
    <message>
        <source>Save the picture as it is shown</source>
        <translation>Bild speichern, wie es gezeigt wird</translation>
    </message>
    <message>
        <source>Pictures (*.tif *.png)</source>
        <translation>Bilder (*.tif *.png)</translation>
    </message>
    <message>
        <source>saved {name}</source>
        <translation>{name} gespeichert</translation>
    </message>
</context>
<context>
    <name>ProbabilityBar</name>
    <message>
        <source>Probability of definite sacroiliitis</source>
        <translation>Wahrscheinlichkeit einer definitiven Sakroiliitis</translation>
    </message>
    <message>
        <source>{probability}; cut-offs: {cut_offs}</source>
        <translation>{probability}; Schwellenwerte: {cut_offs}</translation>
    </message>
    <message>
        <source>{name}: definite from {probability:.3f}; on the tuning set sensitivity {sensitivity:.2f}, specificity {specificity:.2f}</source>
        <translation>{name}: definitiv ab {probability:.3f}; im Tuning-Satz Sensitivität {sensitivity:.2f}, Spezifität {specificity:.2f}</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel what is being done</source>
        <translation>Abbrechen, was gerade geschieht</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Wie weit es ist</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Abgebrochen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Cancelling...</source>
        <translation>Wird abgebrochen...</translation>
    </message>
</context>
<context>
    <name>QualityPanel</name>
    <message>
        <source>Say why.</source>
        <translation>Nennen Sie den Grund.</translation>
    </message>
    <message>
        <source>Quality: {choice}</source>
        <translation>Qualität: {choice}</translation>
    </message>
    <message>
        <source>more, in your words   F6</source>
        <translation>mehr, in eigenen Worten   F6</translation>
    </message>
    <message>
        <source>Quality in your own words</source>
        <translation>Qualität in eigenen Worten</translation>
    </message>
    <message>
        <source>Quality   Q, reason U</source>
        <translation>Qualität   Q, Grund U</translation>
    </message>
</context>
<context>
    <name>RadiographView</name>
    <message>
        <source>Radiograph</source>
        <translation>Röntgenbild</translation>
    </message>
</context>
<context>
    <name>RatesPlot</name>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>falls most steeply</source>
        <translation>fällt am steilsten</translation>
    </message>
    <message>
        <source>the recipe&apos;s rate</source>
        <translation>Rate des Rezepts</translation>
    </message>
</context>
<context>
    <name>ReadingRoom</name>
    <message>
        <source>Press F5 to try again, PgDn for the next case.</source>
        <translation>F5 versucht es noch einmal, Bild ↓ geht zum nächsten Fall.</translation>
    </message>
    <message>
        <source>Opening the radiograph...</source>
        <translation>Das Röntgenbild wird geöffnet...</translation>
    </message>
    <message>
        <source>The file holds no such window.</source>
        <translation>Die Datei enthält kein solches Fenster.</translation>
    </message>
    <message>
        <source>The protocol of this study allows no look at other radiographs.</source>
        <translation>Das Protokoll dieser Studie erlaubt keinen Blick auf andere Röntgenbilder.</translation>
    </message>
    <message>
        <source>The study has no other radiograph of this patient.</source>
        <translation>Die Studie hat kein anderes Röntgenbild dieses Patienten.</translation>
    </message>
    <message>
        <source>Another radiograph of the same patient, {number} of {count}; for looking only</source>
        <translation>Ein anderes Röntgenbild desselben Patienten, {number} von {count}; nur zum Ansehen</translation>
    </message>
    <message>
        <source>The radiograph. Drag with the left button: right is wider, up is brighter level. The wheel zooms, the middle button pans. R and L follow the patient, also when you turn or flip.</source>
        <translation>Das Röntgenbild. Ziehen mit der linken Taste: nach rechts wird das Fenster breiter, nach oben wird das Bild heller. Das Rad zoomt, die mittlere Taste verschiebt. R und L folgen dem Patienten, auch wenn Sie drehen oder spiegeln.</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Save the dossier...</source>
        <translation>Dossier speichern...</translation>
    </message>
    <message>
        <source>Save the dossier</source>
        <translation>Dossier speichern</translation>
    </message>
    <message>
        <source>Computing...</source>
        <translation>Wird berechnet...</translation>
    </message>
    <message>
        <source>The dossier is in {folder}</source>
        <translation>Das Dossier liegt in {folder}</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>Startwert {seed}</translation>
    </message>
    <message>
        <source>Where to save the dossier</source>
        <translation>Wohin mit dem Dossier</translation>
    </message>
    <message>
        <source>Sections of the results</source>
        <translation>Abschnitte der Ergebnisse</translation>
    </message>
    <message>
        <source>The chosen section</source>
        <translation>Der gewählte Abschnitt</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>SecondOpinionPage</name>
    <message>
        <source>Nothing there looks like a radiograph: no DICOM file, no picture.</source>
        <translation>Nichts davon sieht nach einem Röntgenbild aus: keine DICOM-Datei, kein Bild.</translation>
    </message>
    <message>
        <source>Drop a radiograph or a folder here.

The second reader gives the probability of definite sacroiliitis, and shows what speaks for it. For research; not for diagnosis.</source>
        <translation>Ziehen Sie ein Röntgenbild oder einen Ordner hierher.

Der Zweitbefunder gibt die Wahrscheinlichkeit einer definitiven Sakroiliitis an und zeigt, was dafür spricht. Für die Forschung, nicht für die Diagnostik.</translation>
    </message>
    <message>
        <source>Opening the radiograph...</source>
        <translation>Das Röntgenbild wird geöffnet...</translation>
    </message>
    <message>
        <source>The model card cannot be read ({why}).</source>
        <translation>Die Modellkarte ist nicht lesbar ({why}).</translation>
    </message>
    <message>
        <source>Choose radiographs</source>
        <translation>Röntgenbilder wählen</translation>
    </message>
    <message>
        <source>Choose a folder of radiographs</source>
        <translation>Einen Ordner mit Röntgenbildern wählen</translation>
    </message>
    <message>
        <source>What the second reader is, and what it is not</source>
        <translation>Was der Zweitbefunder ist und was nicht</translation>
    </message>
</context>
<context>
    <name>SecondReaderPanel</name>
    <message>
        <source>Second reader</source>
        <translation>Zweitbefunder</translation>
    </message>
    <message>
        <source>Heatmap  T</source>
        <translation>Heatmap  T</translation>
    </message>
    <message>
        <source>Looking at the radiograph...</source>
        <translation>Sieht sich das Röntgenbild an...</translation>
    </message>
    <message>
        <source>Trained on synthetic radiographs: says nothing about patients.</source>
        <translation>An synthetischen Röntgenbildern trainiert: sagt nichts über Patienten.</translation>
    </message>
    <message>
        <source>Most of its attention lies outside the joints.</source>
        <translation>Der größte Teil seiner Aufmerksamkeit liegt außerhalb der Gelenke.</translation>
    </message>
    <message>
        <source>Heatmap on or off</source>
        <translation>Heatmap ein oder aus</translation>
    </message>
    <message>
        <source>Opacity of the heatmap, percent</source>
        <translation>Deckkraft der Heatmap, Prozent</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>server/study, as the coordinator gave it</source>
        <translation>server/studie, wie vom Koordinator angegeben</translation>
    </message>
    <message>
        <source>Address of the study</source>
        <translation>Adresse der Studie</translation>
    </message>
    <message>
        <source>your name in the study</source>
        <translation>Ihr Name in der Studie</translation>
    </message>
    <message>
        <source>Your name in the study</source>
        <translation>Ihr Name in der Studie</translation>
    </message>
    <message>
        <source>password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Your password on the server</source>
        <translation>Ihr Passwort auf dem Server</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Sign in on the server</source>
        <translation>Auf dem Server anmelden</translation>
    </message>
    <message>
        <source>Many sites read one study. Your work is kept here while the server is away.</source>
        <translation>Viele Zentren befunden eine Studie. Ihre Arbeit bleibt auf diesem Rechner, solange der Server nicht erreichbar ist.</translation>
    </message>
    <message>
        <source>A study on a server</source>
        <translation>Eine Studie auf einem Server</translation>
    </message>
</context>
<context>
    <name>SidePages</name>
    <message>
        <source>Second opinion</source>
        <translation>Zweitbefund</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Obvious</source>
        <translation>Eindeutig</translation>
    </message>
    <message>
        <source>{side}: grade {grade}, {name}</source>
        <translation>{side}: Grad {grade}, {name}</translation>
    </message>
    <message>
        <source>{side}: {lesion}</source>
        <translation>{side}: {lesion}</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>The other joint, mirrored</source>
        <translation>Das andere Gelenk, gespiegelt</translation>
    </message>
    <message>
        <source>Patient&apos;s right</source>
        <translation>Rechts beim Patienten</translation>
    </message>
    <message>
        <source>Patient&apos;s left</source>
        <translation>Links beim Patienten</translation>
    </message>
    <message>
        <source>The radiograph that you read</source>
        <translation>Das Röntgenbild, das Sie befunden</translation>
    </message>
    <message>
        <source>{side}, mirrored</source>
        <translation>{side}, gespiegelt</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Open the demo study</source>
        <translation>Demo-Studie öffnen</translation>
    </message>
    <message>
        <source>Open a study...</source>
        <translation>Studie öffnen...</translation>
    </message>
    <message>
        <source>Open a study file</source>
        <translation>Eine Studiendatei öffnen</translation>
    </message>
    <message>
        <source>Make a new study...</source>
        <translation>Neue Studie anlegen...</translation>
    </message>
    <message>
        <source>Opening...</source>
        <translation>Wird geöffnet...</translation>
    </message>
    <message>
        <source>Password of {name}</source>
        <translation>Passwort von {name}</translation>
    </message>
    <message>
        <source>Sit down</source>
        <translation>Platz nehmen</translation>
    </message>
    <message>
        <source>{name}, your password in this study</source>
        <translation>{name}, Ihr Passwort in dieser Studie</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to who reads</source>
        <translation>Zurück zur Frage, wer befundet</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>Noch einmal dasselbe</translation>
    </message>
    <message>
        <source>Several people read in this study: only who knows the password reads and signs under this name. It has at least {count} characters. The coordinator can give you another one.</source>
        <translation>In dieser Studie befunden mehrere Personen: Nur wer das Passwort kennt, befundet und unterschreibt unter diesem Namen. Es hat mindestens {count} Zeichen. Der Koordinator kann Ihnen ein anderes geben.</translation>
    </message>
    <message>
        <source>{name}, choose a password for this study</source>
        <translation>{name}, wählen Sie ein Passwort für diese Studie</translation>
    </message>
    <message>
        <source>A password has at least {count} characters. Choose a longer one.</source>
        <translation>Ein Passwort hat mindestens {count} Zeichen. Wählen Sie ein längeres.</translation>
    </message>
    <message>
        <source>The two passwords are not the same. Type them again.</source>
        <translation>Die beiden Passwörter sind nicht gleich. Geben Sie sie noch einmal ein.</translation>
    </message>
    <message>
        <source>reader&apos;s name in the study, e.g. reader-3</source>
        <translation>Name des Befunders in der Studie, z. B. reader-3</translation>
    </message>
    <message>
        <source>Name of a new reader</source>
        <translation>Name eines neuen Befunders</translation>
    </message>
    <message>
        <source>Start reading</source>
        <translation>Mit dem Befunden beginnen</translation>
    </message>
    <message>
        <source>See the results</source>
        <translation>Ergebnisse ansehen</translation>
    </message>
    <message>
        <source>See the results as coordinator</source>
        <translation>Die Ergebnisse als Koordinator ansehen</translation>
    </message>
    <message>
        <source>{study}: who reads?</source>
        <translation>{study}: Wer befundet?</translation>
    </message>
    <message>
        <source>A reader goes on where he left off; a new name joins as {role}.</source>
        <translation>Ein Befunder macht weiter, wo er aufgehört hat; ein neuer Name kommt hinzu als: {role}.</translation>
    </message>
    <message>
        <source>The coordinator reads nothing and sees all results.</source>
        <translation>Der Koordinator befundet nicht und sieht alle Ergebnisse.</translation>
    </message>
    <message>
        <source>{count} cases.</source>
        <translation>{count} Fälle.</translation>
    </message>
    <message>
        <source>What was refused is listed in refused.csv beside the study, with the reasons.</source>
        <translation>Was abgelehnt wurde, steht mit den Gründen in refused.csv neben der Studie.</translation>
    </message>
    <message>
        <source>There is no radiograph in this study yet.</source>
        <translation>In dieser Studie ist noch kein Röntgenbild.</translation>
    </message>
    <message>
        <source>Take radiographs in...</source>
        <translation>Röntgenbilder aufnehmen...</translation>
    </message>
    <message>
        <source>The folder with the radiographs</source>
        <translation>Der Ordner mit den Röntgenbildern</translation>
    </message>
    <message>
        <source>Go on as {name}</source>
        <translation>Weiter als {name}</translation>
    </message>
    <message>
        <source>Type the name that you have in this study first.</source>
        <translation>Geben Sie zuerst den Namen ein, den Sie in dieser Studie haben.</translation>
    </message>
    <message>
        <source>Open a study</source>
        <translation>Studie öffnen</translation>
    </message>
    <message>
        <source>Studies (*.sacro)</source>
        <translation>Studien (*.sacro)</translation>
    </message>
    <message>
        <source>Where the new study lies</source>
        <translation>Wo die neue Studie liegen soll</translation>
    </message>
    <message>
        <source>The folder with its radiographs; cancel to take them in later</source>
        <translation>Der Ordner mit ihren Röntgenbildern; abbrechen, um sie später aufzunehmen</translation>
    </message>
    <message>
        <source>Panel: every reader reads every case</source>
        <translation>Panel: jeder Befunder befundet jeden Fall</translation>
    </message>
    <message>
        <source>Adjudicated: local, central, a third decides</source>
        <translation>Adjudiziert: lokal, zentral, ein Dritter entscheidet</translation>
    </message>
    <message>
        <source>Paired: two independent central readers</source>
        <translation>Gepaart: zwei unabhängige Zentralbefunder</translation>
    </message>
    <message>
        <source>Single: one reader, with a second opinion</source>
        <translation>Einzeln: ein Befunder, mit Zweitbefund</translation>
    </message>
    <message>
        <source>Design of a new study</source>
        <translation>Design einer neuen Studie</translation>
    </message>
    <message>
        <source>Designs</source>
        <translation>Designs</translation>
    </message>
    <message>
        <source>24 synthetic pelvic radiographs that two simulated readers have graded. You are central reader 2: you read those on which they differ, mixed with some on which they agree, and two of three decide. Window, crop, grade, lock; then see what the second reader says.</source>
        <translation>24 synthetische Beckenübersichten, die zwei simulierte Befunder eingestuft haben. Sie sind Zentralbefunder 2: Sie befunden, worin die beiden sich unterscheiden, gemischt mit einigem, worin sie sich einig sind; zwei von dreien entscheiden. Fenstern, zuschneiden, einstufen, festschreiben; dann sehen Sie, was der Zweitbefunder sagt.</translation>
    </message>
    <message>
        <source>A study file (.sacro), or a new one: choose its design, where it lies, and the folder with its radiographs. What was refused is listed in refused.csv beside it.</source>
        <translation>Eine Studiendatei (.sacro) oder eine neue: Wählen Sie ihr Design, wo sie liegen soll, und den Ordner mit ihren Röntgenbildern. Was abgelehnt wurde, steht in refused.csv daneben.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Your study</source>
        <translation>Ihre Studie</translation>
    </message>
    <message>
        <source>Reader studies of sacroiliac-joint radiographs: blinded reading, the modified New York criterion, a second reader, agreement statistics. </source>
        <translation>Befunderstudien an Röntgenbildern der Sakroiliakalgelenke: verblindetes Befunden, das modifizierte New-York-Kriterium, ein Zweitbefunder, Statistik der Übereinstimmung. </translation>
    </message>
    <message>
        <source>For research; not for diagnosis.</source>
        <translation>Für die Forschung, nicht für die Diagnostik.</translation>
    </message>
</context>
<context>
    <name>StudyPage</name>
    <message>
        <source>Looking at the study...</source>
        <translation>Die Studie wird durchgesehen...</translation>
    </message>
    <message>
        <source>Locked on {day}; nothing can be read any more.</source>
        <translation>Festgeschrieben am {day}; es kann nichts mehr befundet werden.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>{count} reads are in {name}.</source>
        <translation>{count} Befunde stehen in {name}.</translation>
    </message>
    <message>
        <source>Lock for good</source>
        <translation>Endgültig festschreiben</translation>
    </message>
    <message>
        <source>Lock the study</source>
        <translation>Studie festschreiben</translation>
    </message>
    <message>
        <source>A locked study takes no read and no correction, for good. Cases that still wait for a read: {cases}. Reads that are still open on worklists: {reads}.</source>
        <translation>Eine festgeschriebene Studie nimmt keinen Befund und keine Korrektur mehr an, auf Dauer. Fälle, die noch auf einen Befund warten: {cases}. Befunde, die auf Arbeitslisten noch offen sind: {reads}.</translation>
    </message>
    <message>
        <source>reads.csv</source>
        <translation>reads.csv</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Save the reads</source>
        <translation>Befunde speichern</translation>
    </message>
    <message>
        <source>Select cases and type a reason first</source>
        <translation>Wählen Sie zuerst Fälle aus und geben Sie einen Grund ein</translation>
    </message>
    <message>
        <source>Select cases first</source>
        <translation>Wählen Sie zuerst Fälle aus</translation>
    </message>
    <message>
        <source>Search cases, patients, reasons</source>
        <translation>Fälle, Patienten, Gründe suchen</translation>
    </message>
    <message>
        <source>Which cases are shown</source>
        <translation>Welche Fälle gezeigt werden</translation>
    </message>
    <message>
        <source>Reason, as the flow chart will tell it</source>
        <translation>Grund, für das Flussdiagramm</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>Exclude the selected cases</source>
        <translation>Ausgewählte Fälle ausschließen</translation>
    </message>
    <message>
        <source>Include again</source>
        <translation>Wieder einschließen</translation>
    </message>
    <message>
        <source>Include the selected cases again</source>
        <translation>Ausgewählte Fälle wieder einschließen</translation>
    </message>
    <message>
        <source>Reader who gets the selected cases</source>
        <translation>Befunder, der die ausgewählten Fälle bekommt</translation>
    </message>
    <message>
        <source>Role of the new reader</source>
        <translation>Rolle des neuen Befunders</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Assign the selected cases</source>
        <translation>Ausgewählte Fälle zuweisen</translation>
    </message>
    <message>
        <source>Name in the study, e.g. reader-3</source>
        <translation>Name in der Studie, z. B. reader-3</translation>
    </message>
    <message>
        <source>Add reader</source>
        <translation>Befunder aufnehmen</translation>
    </message>
    <message>
        <source>Add the reader</source>
        <translation>Den Befunder aufnehmen</translation>
    </message>
    <message>
        <source>Export reads...</source>
        <translation>Befunde exportieren...</translation>
    </message>
    <message>
        <source>Export all reads</source>
        <translation>Alle Befunde exportieren</translation>
    </message>
    <message>
        <source>Readers and how far they are</source>
        <translation>Befunder, und wie weit sie sind</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Befunder</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Fest</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>What is waiting for whom</source>
        <translation>Was auf wen wartet</translation>
    </message>
    <message>
        <source>Next read by</source>
        <translation>Nächster Befund durch</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>Alle Fälle</translation>
    </message>
    <message>
        <source>Discordant</source>
        <translation>Diskordant</translation>
    </message>
    <message>
        <source>With a reference standard</source>
        <translation>Mit Referenzstandard</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>Ausgeschlossen</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Befundet</translation>
    </message>
    <message>
        <source>Adjudicated</source>
        <translation>Schiedsbefund</translation>
    </message>
    <message>
        <source>Reference standard</source>
        <translation>Referenzstandard</translation>
    </message>
    <message>
        <source>Reclassified</source>
        <translation>Umgestuft</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>Befunder</translation>
    </message>
</context>
<context>
    <name>SummaryPage</name>
    <message>
        <source>Sign what I have read</source>
        <translation>Meine Befunde unterschreiben</translation>
    </message>
    <message>
        <source>Signed. What you have read stays closed until its cases have come again.</source>
        <translation>Unterschrieben. Was Sie befundet haben, bleibt geschlossen, bis seine Fälle wiedergekommen sind.</translation>
    </message>
    <message>
        <source>{count} reads: {definite} definite, {not_definite} not definite, {ungradable} ungradable; {corrected} corrected. Median time: {seconds}.</source>
        <translation>{count} Befunde: {definite} definitiv, {not_definite} nicht definitiv, {ungradable} nicht beurteilbar; {corrected} korrigiert. Mediane Zeit: {seconds}.</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>nicht erfasst</translation>
    </message>
    <message>
        <source>{side}: {grades}</source>
        <translation>{side}: {grades}</translation>
    </message>
    <message>
        <source>definite</source>
        <translation>definitiv</translation>
    </message>
    <message>
        <source>not definite</source>
        <translation>nicht definitiv</translation>
    </message>
    <message>
        <source>ungradable</source>
        <translation>nicht beurteilbar</translation>
    </message>
    <message>
        <source>{answer}, corrected</source>
        <translation>{answer}, korrigiert</translation>
    </message>
    <message>
        <source>You can sign when every case is locked.</source>
        <translation>Sie können unterschreiben, wenn jeder Fall festgeschrieben ist.</translation>
    </message>
    <message>
        <source>You have corrected a read since you signed: sign again.</source>
        <translation>Sie haben seit Ihrer Unterschrift einen Befund korrigiert: Unterschreiben Sie noch einmal.</translation>
    </message>
    <message>
        <source>Signed by {name} on {at}. From here on a read is only corrected, with a reason.</source>
        <translation>Unterschrieben von {name} am {at}. Von hier an wird ein Befund nur noch korrigiert, mit Begründung.</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>Was folgt</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Your reads</source>
        <translation>Ihre Befunde</translation>
    </message>
    <message>
        <source>your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your name, for the signature</source>
        <translation>Ihr Name, für die Unterschrift</translation>
    </message>
    <message>
        <source>your password in this study</source>
        <translation>Ihr Passwort in dieser Studie</translation>
    </message>
    <message>
        <source>Your password in this study</source>
        <translation>Ihr Passwort in dieser Studie</translation>
    </message>
    <message>
        <source>Back to the radiographs</source>
        <translation>Zurück zu den Röntgenbildern</translation>
    </message>
    <message>
        <source>What you have read</source>
        <translation>Ihre Befunde</translation>
    </message>
    <message>
        <source>Choose a read to correct it. The read before stays on record.</source>
        <translation>Wählen Sie einen Befund, um ihn zu korrigieren. Der frühere Befund bleibt erhalten.</translation>
    </message>
    <message>
        <source>Your signature says: &quot;I read these radiographs myself, and these are my grades&quot;. Without a password in this study, the one that you type here becomes yours.</source>
        <translation>Ihre Unterschrift sagt: „Ich habe diese Röntgenbilder selbst befundet, und dies sind meine Grade.“ Haben Sie in dieser Studie noch kein Passwort, wird das hier eingegebene Ihres.</translation>
    </message>
</context>
<context>
    <name>TrainingChild</name>
    <message>
        <source>{name} cannot be written ({why}). Make room, or move what is in the way.</source>
        <translation>{name} kann nicht geschrieben werden ({why}). Schaffen Sie Platz, oder räumen Sie aus dem Weg, was dort liegt.</translation>
    </message>
    <message>
        <source>The training could not be started. Install the extra again.</source>
        <translation>Das Training konnte nicht gestartet werden. Installieren Sie die Erweiterung neu.</translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>The bundle {name} reads again.</source>
        <translation>Das Modellpaket {name} befundet wieder.</translation>
    </message>
    <message>
        <source>Starting...</source>
        <translation>Wird gestartet...</translation>
    </message>
    <message>
        <source>Epoch {epoch}, {size} px: tuning AUROC {auroc:.3f}; at most {left} left</source>
        <translation>Epoche {epoch}, {size} px: AUROC im Tuning {auroc:.3f}; höchstens noch {left}</translation>
    </message>
    <message>
        <source>Finished: {line}</source>
        <translation>Fertig: {line}</translation>
    </message>
    <message>
        <source>Stopped. Every finished epoch is kept; Resume goes on after them.</source>
        <translation>Angehalten. Jede beendete Epoche bleibt; „Fortsetzen“ geht danach weiter.</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>Dieser Lauf</translation>
    </message>
    <message>
        <source>The bundle that reads, {name}</source>
        <translation>Das Modellpaket, das befundet: {name}</translation>
    </message>
    <message>
        <source>Difference, run minus bundle</source>
        <translation>Differenz, Lauf minus Modellpaket</translation>
    </message>
    <message>
        <source>Compared on the tuning cases. The test cases were not touched.</source>
        <translation>An den Tuning-Fällen verglichen. Die Testfälle wurden nicht berührt.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Training is not installed. Install it with: pip install sacroread[training]</source>
        <translation>Das Training ist nicht installiert. Installieren Sie es mit: pip install sacroread[training]</translation>
    </message>
    <message>
        <source>A folder that holds set.json</source>
        <translation>Ordner mit set.json</translation>
    </message>
    <message>
        <source>Fastest there is</source>
        <translation>Das schnellste</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>ImageNet</source>
        <translation>ImageNet</translation>
    </message>
    <message>
        <source>Nothing: random numbers</source>
        <translation>Nichts: Zufallszahlen</translation>
    </message>
    <message>
        <source>A file...</source>
        <translation>Eine Datei...</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>Estimate the cost</source>
        <translation>Aufwand schätzen</translation>
    </message>
    <message>
        <source>Find the rate</source>
        <translation>Rate suchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Compare with the bundle that reads</source>
        <translation>Mit dem Modellpaket vergleichen, das befundet</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Choose a curated set</source>
        <translation>Einen kuratierten Satz wählen</translation>
    </message>
    <message>
        <source>Weights (*.pth *.safetensors)</source>
        <translation>Gewichte (*.pth *.safetensors)</translation>
    </message>
    <message>
        <source>Choose a weights file</source>
        <translation>Datei mit Gewichten wählen</translation>
    </message>
    <message>
        <source>The curves appear after the first epoch, the comparison on demand.</source>
        <translation>Die Kurven erscheinen nach der ersten Epoche, der Vergleich auf Wunsch.</translation>
    </message>
    <message>
        <source>Curves and comparison</source>
        <translation>Kurven und Vergleich</translation>
    </message>
    <message>
        <source>Curated set</source>
        <translation>Kuratierter Satz</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Starts from</source>
        <translation>Beginnt mit</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Name des Laufs</translation>
    </message>
    <message>
        <source>Train a second reader</source>
        <translation>Einen Zweitbefunder trainieren</translation>
    </message>
    <message>
        <source>A run goes on when the window is closed, and is found again here.</source>
        <translation>Ein Lauf geht weiter, wenn das Fenster geschlossen wird, und ist hier wiederzufinden.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Nothing reads before you activate it, and the bundle before stays.</source>
        <translation>Nichts befundet, bevor Sie es aktivieren, und das frühere Modellpaket bleibt.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Synthetic. </source>
        <translation>Synthetisch. </translation>
    </message>
    <message>
        <source>{name} is no curated set. Make one with: sacroread-train prepare</source>
        <translation>{name} ist kein kuratierter Satz. Erstellen Sie einen mit: sacroread-train prepare</translation>
    </message>
    <message>
        <source>{train} training, {tune} tuning and {test} test cases.</source>
        <translation>{train} Trainings-, {tune} Tuning- und {test} Testfälle.</translation>
    </message>
    <message>
        <source>About {time} on {device}, from measured steps, loading left out.</source>
        <translation>Etwa {time} auf {device}, aus gemessenen Schritten, ohne das Laden.</translation>
    </message>
    <message>
        <source>The loss falls most steeply at a rate of {steepest:.2g}; the recipe has {of_recipe:.2g}.</source>
        <translation>Der Verlust fällt am steilsten bei einer Rate von {steepest:.2g}; das Rezept hat {of_recipe:.2g}.</translation>
    </message>
    <message>
        <source>{count:.0f} seconds</source>
        <translation>{count:.0f} Sekunden</translation>
    </message>
    <message>
        <source>{count:.0f} minutes</source>
        <translation>{count:.0f} Minuten</translation>
    </message>
    <message>
        <source>{count:.0f} hours</source>
        <translation>{count:.0f} Stunden</translation>
    </message>
    <message>
        <source>{name}: undefined, {why}</source>
        <translation>{name}: nicht definiert, {why}</translation>
    </message>
    <message>
        <source>{name}: {value:.3f}</source>
        <translation>{name}: {value:.3f}</translation>
    </message>
    <message>
        <source>{name}: {value:.3f} ({low:.3f} to {high:.3f})</source>
        <translation>{name}: {value:.3f} ({low:.3f} bis {high:.3f})</translation>
    </message>
</context>
<context>
    <name>TrainingPlot</name>
    <message>
        <source>training loss</source>
        <translation>Verlust, Training</translation>
    </message>
    <message>
        <source>tuning loss</source>
        <translation>Verlust, Tuning</translation>
    </message>
    <message>
        <source>tuning AUROC</source>
        <translation>AUROC, Tuning</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>I accept this use</source>
        <translation>Ich stimme dieser Verwendung zu</translation>
    </message>
    <message>
        <source>For research; not for diagnosis.</source>
        <translation>Für die Forschung, nicht für die Diagnostik.</translation>
    </message>
    <message>
        <source>SacroRead is for reader studies of sacroiliac-joint radiographs: blinded reading, agreement between readers, and the comparison of readers with a second reader.</source>
        <translation>SacroRead ist für Befunderstudien an Röntgenbildern der Sakroiliakalgelenke: verblindetes Befunden, Übereinstimmung zwischen Befundern und der Vergleich von Befundern mit einem Zweitbefunder.</translation>
    </message>
    <message>
        <source>It is no medical device. No grade, no probability and no heatmap in it may decide about a patient. The second reader that comes with it was trained on synthetic radiographs and says nothing about patients.</source>
        <translation>Es ist kein Medizinprodukt. Kein Grad, keine Wahrscheinlichkeit und keine Heatmap darin darf über einen Patienten entscheiden. Der mitgelieferte Zweitbefunder wurde an synthetischen Röntgenbildern trainiert und sagt nichts über Patienten.</translation>
    </message>
    <message>
        <source>Use de-identified radiographs, as your ethics committee and your data protection rules ask.</source>
        <translation>Verwenden Sie de-identifizierte Röntgenbilder, wie Ihre Ethikkommission und Ihr Datenschutz es verlangen.</translation>
    </message>
    <message>
        <source>There is no account and no network. That you accepted, and when, is kept on this computer.</source>
        <translation>Es gibt kein Konto und kein Netz. Dass Sie zugestimmt haben, und wann, wird auf diesem Rechner festgehalten.</translation>
    </message>
</context>
<context>
    <name>grades</name>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>unaided</source>
        <translation>ohne Zweitbefund</translation>
    </message>
    <message>
        <source>aided</source>
        <translation>mit Zweitbefund</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Suspicious</source>
        <translation>Verdächtig</translation>
    </message>
    <message>
        <source>Minimal</source>
        <translation>Minimal</translation>
    </message>
    <message>
        <source>Unequivocal</source>
        <translation>Eindeutig</translation>
    </message>
    <message>
        <source>Ankylosis</source>
        <translation>Ankylose</translation>
    </message>
    <message>
        <source>Normal.</source>
        <translation>Normal.</translation>
    </message>
    <message>
        <source>Suspicious changes.</source>
        <translation>Verdächtige Veränderungen.</translation>
    </message>
    <message>
        <source>Minimal abnormality: small localized areas with erosion or sclerosis, without alteration in the joint width.</source>
        <translation>Minimale Veränderung: kleine umschriebene Bereiche mit Erosion oder Sklerosierung, ohne Änderung der Gelenkspalt­weite.</translation>
    </message>
    <message>
        <source>Unequivocal abnormality: moderate or advanced sacroiliitis with one or more of: erosions, evidence of sclerosis, widening, narrowing, or partial ankylosis.</source>
        <translation>Eindeutige Veränderung: mäßige oder fortgeschrittene Sakroiliitis mit einem oder mehreren der Zeichen: Erosionen, Zeichen der Sklerosierung, Gelenkspalt­verbreiterung, Gelenkspalt­verengung oder partielle Ankylose.</translation>
    </message>
    <message>
        <source>Severe abnormality: total ankylosis.</source>
        <translation>Schwere Veränderung: vollständige Ankylose.</translation>
    </message>
    <message>
        <source>Definite sacroiliitis: at least grade 2 on both sides, or at least grade 3 on one side.</source>
        <translation>Definitive Sakroiliitis: mindestens Grad 2 auf beiden Seiten oder mindestens Grad 3 auf einer Seite.</translation>
    </message>
    <message>
        <source>Erosion</source>
        <translation>Erosion</translation>
    </message>
    <message>
        <source>Sclerosis</source>
        <translation>Sklerosierung</translation>
    </message>
    <message>
        <source>Widening</source>
        <translation>Gelenkspalt­verbreiterung</translation>
    </message>
    <message>
        <source>Narrowing</source>
        <translation>Gelenkspalt­verengung</translation>
    </message>
    <message>
        <source>Low resolution</source>
        <translation>Geringe Auflösung</translation>
    </message>
    <message>
        <source>Atypical projection</source>
        <translation>Atypische Projektion</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Readable</source>
        <translation>Lesbar</translation>
    </message>
    <message>
        <source>Limited</source>
        <translation>Eingeschränkt</translation>
    </message>
    <message>
        <source>Not gradable</source>
        <translation>Nicht beurteilbar</translation>
    </message>
    <message>
        <source>very unsure</source>
        <translation>sehr unsicher</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>fairly sure</source>
        <translation>ziemlich sicher</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>very sure</source>
        <translation>sehr sicher</translation>
    </message>
</context>
<context>
    <name>keymap</name>
    <message>
        <source>About the program and the open study</source>
        <translation>Über das Programm und die offene Studie</translation>
    </message>
    <message>
        <source>Accept as shown, then the next one</source>
        <translation>Annehmen wie gezeigt, dann das nächste</translation>
    </message>
    <message>
        <source>All keys, and back again</source>
        <translation>Alle Tasten, und wieder zurück</translation>
    </message>
    <message>
        <source>Ankylosis</source>
        <translation>Ankylose</translation>
    </message>
    <message>
        <source>Another radiograph of the same patient beside this one</source>
        <translation>Ein anderes Röntgenbild desselben Patienten daneben</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Check of the display</source>
        <translation>Prüfung des Bildschirms</translation>
    </message>
    <message>
        <source>Clear the grade of the active side</source>
        <translation>Den Grad der aktiven Seite löschen</translation>
    </message>
    <message>
        <source>Close what lies over the picture, put down what is in the hand, else reset the picture</source>
        <translation>Schließen, was über dem Bild liegt; weglegen, was in der Hand ist; sonst das Bild zurücksetzen</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Zuschneiden</translation>
    </message>
    <message>
        <source>Ctrl + left drag</source>
        <translation>Strg + Ziehen links</translation>
    </message>
    <message>
        <source>Draw the crop, or look at the result</source>
        <translation>Ausschnitt ziehen oder das Ergebnis ansehen</translation>
    </message>
    <message>
        <source>Drop what is typed or drawn, else fit</source>
        <translation>Getipptes oder Gezeichnetes verwerfen, sonst einpassen</translation>
    </message>
    <message>
        <source>Erosion</source>
        <translation>Erosion</translation>
    </message>
    <message>
        <source>Exclude for another reason</source>
        <translation>Aus einem anderen Grund ausschließen</translation>
    </message>
    <message>
        <source>Exclude: atypical projection</source>
        <translation>Ausschließen: atypische Projektion</translation>
    </message>
    <message>
        <source>Exclude: joints not fully on the picture</source>
        <translation>Ausschließen: Gelenke nicht ganz im Bild</translation>
    </message>
    <message>
        <source>Exclude: low resolution</source>
        <translation>Ausschließen: geringe Auflösung</translation>
    </message>
    <message>
        <source>Exclude: metal over a joint</source>
        <translation>Ausschließen: Metall über einem Gelenk</translation>
    </message>
    <message>
        <source>Exclude: not a pelvis</source>
        <translation>Ausschließen: kein Becken</translation>
    </message>
    <message>
        <source>Exclude: poor exposure</source>
        <translation>Ausschließen: fehlbelichtet</translation>
    </message>
    <message>
        <source>Exclude: shown twice</source>
        <translation>Ausschließen: doppelt vorhanden</translation>
    </message>
    <message>
        <source>Exclude: text burned in</source>
        <translation>Ausschließen: Text eingebrannt</translation>
    </message>
    <message>
        <source>First window again</source>
        <translation>Wieder das erste Fenster</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Flip left and right; R and L follow the patient</source>
        <translation>Waagerecht spiegeln; R und L folgen dem Patienten</translation>
    </message>
    <message>
        <source>Flip top and bottom; R and L follow the patient</source>
        <translation>Senkrecht spiegeln; R und L folgen dem Patienten</translation>
    </message>
    <message>
        <source>Fourth window of the file</source>
        <translation>Viertes Fenster der Datei</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Grade 0 for the active side</source>
        <translation>Grad 0 für die aktive Seite</translation>
    </message>
    <message>
        <source>Grade 1 for the active side</source>
        <translation>Grad 1 für die aktive Seite</translation>
    </message>
    <message>
        <source>Grade 2 for the active side</source>
        <translation>Grad 2 für die aktive Seite</translation>
    </message>
    <message>
        <source>Grade 3 for the active side</source>
        <translation>Grad 3 für die aktive Seite</translation>
    </message>
    <message>
        <source>Grade 4 for the active side</source>
        <translation>Grad 4 für die aktive Seite</translation>
    </message>
    <message>
        <source>Guide through the reading room, next step</source>
        <translation>Rundgang durch den Befundungsraum, nächster Schritt</translation>
    </message>
    <message>
        <source>Guide, step before</source>
        <translation>Rundgang, Schritt davor</translation>
    </message>
    <message>
        <source>Heatmap on or off</source>
        <translation>Heatmap ein oder aus</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Invertieren</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Ziehen links</translation>
    </message>
    <message>
        <source>Less sure</source>
        <translation>Weniger sicher</translation>
    </message>
    <message>
        <source>Local contrast, for looking only</source>
        <translation>Lokaler Kontrast, nur zum Ansehen</translation>
    </message>
    <message>
        <source>Lock, then next case</source>
        <translation>Festschreiben, dann nächster Fall</translation>
    </message>
    <message>
        <source>Magnified: smooth, or each stored pixel as a square</source>
        <translation>Vergrößert: glatt, oder jedes gespeicherte Pixel als Quadrat</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>Make the joint on the left of the picture active</source>
        <translation>Das Gelenk links im Bild aktivieren</translation>
    </message>
    <message>
        <source>Make the joint on the right of the picture active</source>
        <translation>Das Gelenk rechts im Bild aktivieren</translation>
    </message>
    <message>
        <source>Make the other side active</source>
        <translation>Die andere Seite aktivieren</translation>
    </message>
    <message>
        <source>Measure a length</source>
        <translation>Eine Länge messen</translation>
    </message>
    <message>
        <source>Measure an angle</source>
        <translation>Einen Winkel messen</translation>
    </message>
    <message>
        <source>Middle drag, Space + left drag</source>
        <translation>Ziehen Mitte, Leertaste + Ziehen links</translation>
    </message>
    <message>
        <source>Narrowing</source>
        <translation>Gelenkspaltverengung</translation>
    </message>
    <message>
        <source>Next case, locked or not</source>
        <translation>Nächster Fall, festgeschrieben oder nicht</translation>
    </message>
    <message>
        <source>Next one, decided or not</source>
        <translation>Nächstes, entschieden oder nicht</translation>
    </message>
    <message>
        <source>Next unlocked case</source>
        <translation>Nächster Fall, der nicht festgeschrieben ist</translation>
    </message>
    <message>
        <source>One stored pixel on one screen pixel</source>
        <translation>Ein gespeichertes Pixel auf ein Bildschirmpixel</translation>
    </message>
    <message>
        <source>Opacity of the heatmap</source>
        <translation>Deckkraft der Heatmap</translation>
    </message>
    <message>
        <source>Open the radiograph again</source>
        <translation>Das Röntgenbild neu öffnen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Previous case, locked or not</source>
        <translation>Voriger Fall, festgeschrieben oder nicht</translation>
    </message>
    <message>
        <source>Previous one, decided or not</source>
        <translation>Voriges, entschieden oder nicht</translation>
    </message>
    <message>
        <source>Previous unlocked case</source>
        <translation>Voriger Fall, der nicht festgeschrieben ist</translation>
    </message>
    <message>
        <source>Propose a crop</source>
        <translation>Einen Ausschnitt vorschlagen</translation>
    </message>
    <message>
        <source>Proposed window and crop again</source>
        <translation>Wieder vorgeschlagenes Fenster und vorgeschlagener Ausschnitt</translation>
    </message>
    <message>
        <source>Quality in your own words</source>
        <translation>Qualität in eigenen Worten</translation>
    </message>
    <message>
        <source>Quality: readable, limited, not gradable</source>
        <translation>Qualität: lesbar, eingeschränkt, nicht beurteilbar</translation>
    </message>
    <message>
        <source>Reading room</source>
        <translation>Befundungsraum</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Rotate by dragging</source>
        <translation>Drehen durch Ziehen</translation>
    </message>
    <message>
        <source>Rotate to the left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>Rotate to the right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Save the picture as it is shown</source>
        <translation>Bild speichern, wie es gezeigt wird</translation>
    </message>
    <message>
        <source>Sclerosis</source>
        <translation>Sklerosierung</translation>
    </message>
    <message>
        <source>Second opinion</source>
        <translation>Zweitbefund</translation>
    </message>
    <message>
        <source>Second reader</source>
        <translation>Zweitbefunder</translation>
    </message>
    <message>
        <source>Second window of the file</source>
        <translation>Zweites Fenster der Datei</translation>
    </message>
    <message>
        <source>Sharpen, for looking only</source>
        <translation>Schärfen, nur zum Ansehen</translation>
    </message>
    <message>
        <source>Shift + wheel</source>
        <translation>Umschalt + Rad</translation>
    </message>
    <message>
        <source>Square crops, or free ones</source>
        <translation>Ausschnitte quadratisch oder frei</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>Startseite</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Surer</source>
        <translation>Sicherer</translation>
    </message>
    <message>
        <source>The automatic window, as proposed</source>
        <translation>Das automatische Fenster, wie vorgeschlagen</translation>
    </message>
    <message>
        <source>The file&apos;s own window</source>
        <translation>Das Fenster der Datei</translation>
    </message>
    <message>
        <source>The other joint mirrored beside this one</source>
        <translation>Das andere Gelenk gespiegelt neben diesem</translation>
    </message>
    <message>
        <source>The whole picture, no crop</source>
        <translation>Das ganze Bild, ohne Ausschnitt</translation>
    </message>
    <message>
        <source>Third window of the file</source>
        <translation>Drittes Fenster der Datei</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Ungradable, or the reason why it is limited; again for the next one</source>
        <translation>Nicht beurteilbar, oder warum eingeschränkt; noch einmal für den nächsten Grund</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>What the grades mean</source>
        <translation>Was die Grade bedeuten</translation>
    </message>
    <message>
        <source>What you have read, and the signature</source>
        <translation>Ihre Befunde und die Unterschrift</translation>
    </message>
    <message>
        <source>Wheel, right drag</source>
        <translation>Rad, Ziehen rechts</translation>
    </message>
    <message>
        <source>Widening</source>
        <translation>Gelenkspaltverbreiterung</translation>
    </message>
    <message>
        <source>Window and level: right is wider, up is brighter level; Ctrl or Shift: finer</source>
        <translation>Fenster: nach rechts breiter, nach oben heller; Strg oder Umschalt: feiner</translation>
    </message>
    <message>
        <source>Window for bone</source>
        <translation>Fenster für Knochen</translation>
    </message>
    <message>
        <source>Window for dense bone</source>
        <translation>Fenster für dichten Knochen</translation>
    </message>
    <message>
        <source>Window for soft tissue</source>
        <translation>Fenster für Weichteile</translation>
    </message>
    <message>
        <source>Window for the joint</source>
        <translation>Fenster für das Gelenk</translation>
    </message>
    <message>
        <source>Window from the darkest to the brightest tissue</source>
        <translation>Fenster vom dunkelsten bis zum hellsten Gewebe</translation>
    </message>
    <message>
        <source>Window from the pixels in a box; Ctrl is down before the button</source>
        <translation>Fenster aus den Pixeln in einem Rahmen; Strg vor der Maustaste drücken</translation>
    </message>
    <message>
        <source>Window from the pixels, whatever the file says</source>
        <translation>Fenster aus den Pixeln, was auch die Datei sagt</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoomen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>As unaided.</source>
        <translation>Wie ohne Zweitbefund.</translation>
    </message>
    <message>
        <source>Central reader 1</source>
        <translation>Zentralbefunder 1</translation>
    </message>
    <message>
        <source>Central reader 2</source>
        <translation>Zentralbefunder 2</translation>
    </message>
    <message>
        <source>Changed: {list}.</source>
        <translation>Geändert: {list}.</translation>
    </message>
    <message>
        <source>Definite sacroiliitis</source>
        <translation>Definitive Sakroiliitis</translation>
    </message>
    <message>
        <source>Definite sacroiliitis.</source>
        <translation>Definitive Sakroiliitis.</translation>
    </message>
    <message>
        <source>Local reader</source>
        <translation>Lokaler Befunder</translation>
    </message>
    <message>
        <source>No definite sacroiliitis</source>
        <translation>Keine definitive Sakroiliitis</translation>
    </message>
    <message>
        <source>No definite sacroiliitis.</source>
        <translation>Keine definitive Sakroiliitis.</translation>
    </message>
    <message>
        <source>Not gradable: say why.</source>
        <translation>Nicht beurteilbar: Nennen Sie den Grund.</translation>
    </message>
    <message>
        <source>Not yet decided.</source>
        <translation>Noch nicht entschieden.</translation>
    </message>
    <message>
        <source>Not yet graded: left.</source>
        <translation>Noch ohne Grad: links.</translation>
    </message>
    <message>
        <source>Not yet graded: right and left.</source>
        <translation>Noch ohne Grad: rechts und links.</translation>
    </message>
    <message>
        <source>Not yet graded: right.</source>
        <translation>Noch ohne Grad: rechts.</translation>
    </message>
    <message>
        <source>Panel reader</source>
        <translation>Panelbefunder</translation>
    </message>
    <message>
        <source>Refer: {reasons}.</source>
        <translation>Ein Mensch soll entscheiden: {reasons}.</translation>
    </message>
    <message>
        <source>Reference standard</source>
        <translation>Referenzstandard</translation>
    </message>
    <message>
        <source>Right {right}, left {left}: {reason}. {conclusion}.</source>
        <translation>Rechts {right}, links {left}: {reason}. {conclusion}.</translation>
    </message>
    <message>
        <source>Second reader</source>
        <translation>Zweitbefunder</translation>
    </message>
    <message>
        <source>Ungradable: {reason}. No statement about sacroiliitis.</source>
        <translation>Nicht beurteilbar: {reason}. Keine Aussage zur Sakroiliitis.</translation>
    </message>
    <message>
        <source>aided</source>
        <translation>mit Zweitbefund</translation>
    </message>
    <message>
        <source>all cases</source>
        <translation>alle Fälle</translation>
    </message>
    <message>
        <source>at least grade 2 on both sides</source>
        <translation>mindestens Grad 2 auf beiden Seiten</translation>
    </message>
    <message>
        <source>at least grade 3 on one side</source>
        <translation>mindestens Grad 3 auf einer Seite</translation>
    </message>
    <message>
        <source>atypical projection</source>
        <translation>atypische Projektion</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>ausgewogen</translation>
    </message>
    <message>
        <source>cases on which the readers agreed</source>
        <translation>Fälle, in denen die Befunder übereinstimmen</translation>
    </message>
    <message>
        <source>definite</source>
        <translation>definitiv</translation>
    </message>
    <message>
        <source>definite by the reference standard</source>
        <translation>definitiv nach Referenzstandard</translation>
    </message>
    <message>
        <source>definite to {after}</source>
        <translation>definitiv zu {after}</translation>
    </message>
    <message>
        <source>discordant cases</source>
        <translation>diskordante Fälle</translation>
    </message>
    <message>
        <source>grade 2 or 3, or fusion, on at least one side</source>
        <translation>Grad 2 oder 3 oder Fusion auf mindestens einer Seite</translation>
    </message>
    <message>
        <source>left {before} to {after}</source>
        <translation>links {before} zu {after}</translation>
    </message>
    <message>
        <source>limited in its quality</source>
        <translation>nur eingeschränkt beurteilbar</translation>
    </message>
    <message>
        <source>low resolution</source>
        <translation>geringe Auflösung</translation>
    </message>
    <message>
        <source>most of the part shown is black or white</source>
        <translation>der gezeigte Teil ist größtenteils schwarz oder weiß</translation>
    </message>
    <message>
        <source>most of the part shown is black or white and the part shown has hardly any shades of grey</source>
        <translation>der gezeigte Teil ist größtenteils schwarz oder weiß und hat kaum Graustufen</translation>
    </message>
    <message>
        <source>neither grade 2 on both sides nor grade 3 on one</source>
        <translation>weder Grad 2 auf beiden Seiten noch Grad 3 auf einer</translation>
    </message>
    <message>
        <source>no decision</source>
        <translation>keine Entscheidung</translation>
    </message>
    <message>
        <source>no decision to {after}</source>
        <translation>keine Entscheidung zu {after}</translation>
    </message>
    <message>
        <source>no grade</source>
        <translation>kein Grad</translation>
    </message>
    <message>
        <source>no grade 2 or 3 and no fusion on either side</source>
        <translation>auf keiner Seite Grad 2 oder 3 oder Fusion</translation>
    </message>
    <message>
        <source>not definite</source>
        <translation>nicht definitiv</translation>
    </message>
    <message>
        <source>not definite by the reference standard</source>
        <translation>nicht definitiv nach Referenzstandard</translation>
    </message>
    <message>
        <source>not definite to {after}</source>
        <translation>nicht definitiv zu {after}</translation>
    </message>
    <message>
        <source>not gradable</source>
        <translation>nicht beurteilbar</translation>
    </message>
    <message>
        <source>only {size} such cases in the tuning set, {definite} of them definite by reference.</source>
        <translation>nur {size} solche Fälle im Tuning-Satz, davon {definite} definitiv nach Referenz.</translation>
    </message>
    <message>
        <source>other</source>
        <translation>anderes</translation>
    </message>
    <message>
        <source>poor quality ({poor}: check window and exposure)</source>
        <translation>schlechte Qualität ({poor}: Fenster und Belichtung prüfen)</translation>
    </message>
    <message>
        <source>right {before} to {after}</source>
        <translation>rechts {before} zu {after}</translation>
    </message>
    <message>
        <source>sensitivity-favouring</source>
        <translation>sensitiv</translation>
    </message>
    <message>
        <source>specificity-favouring</source>
        <translation>spezifisch</translation>
    </message>
    <message>
        <source>the contrast is unlike that of the training radiographs</source>
        <translation>der Kontrast weicht von dem der Trainingsbilder ab</translation>
    </message>
    <message>
        <source>the crop shows another part of the body than the training radiographs</source>
        <translation>der Ausschnitt zeigt einen anderen Körperteil als die Trainingsbilder</translation>
    </message>
    <message>
        <source>the file says that it shows {part}</source>
        <translation>laut Datei zeigt sie {part}</translation>
    </message>
    <message>
        <source>the part shown has hardly any shades of grey</source>
        <translation>der gezeigte Teil hat kaum Graustufen</translation>
    </message>
    <message>
        <source>the part shown is smaller than any training radiograph</source>
        <translation>der gezeigte Teil ist kleiner als jedes Trainingsbild</translation>
    </message>
    <message>
        <source>the radiograph is brighter or darker than the training radiographs</source>
        <translation>das Röntgenbild ist heller oder dunkler als die Trainingsbilder</translation>
    </message>
    <message>
        <source>this second reader states no tuning set, so nothing is known about such cases.</source>
        <translation>dieser Zweitbefunder nennt keinen Tuning-Satz, daher ist über solche Fälle nichts bekannt.</translation>
    </message>
    <message>
        <source>unaided</source>
        <translation>ohne Zweitbefund</translation>
    </message>
    <message>
        <source>{definite} of {size} such cases in the tuning set had definite sacroiliitis by reference (95 % interval: {low} to {high} of 100).</source>
        <translation>{definite} von {size} solchen Fällen im Tuning-Satz hatten nach Referenz eine definitive Sakroiliitis (95-%-Intervall: {low} bis {high} von 100).</translation>
    </message>
    <message>
        <source>{shown}: above the {reached} cut-off {value}</source>
        <translation>{shown}: über dem Schwellenwert „{reached}“ {value}</translation>
    </message>
    <message>
        <source>{shown}: above the {reached} cut-off {value} and below the {next} cut-off {limit}</source>
        <translation>{shown}: über dem Schwellenwert „{reached}“ {value} und unter dem Schwellenwert „{next}“ {limit}</translation>
    </message>
    <message>
        <source>{shown}: at the {reached} cut-off {value}</source>
        <translation>{shown}: auf dem Schwellenwert „{reached}“ {value}</translation>
    </message>
    <message>
        <source>{shown}: at the {reached} cut-off {value} and below the {next} cut-off {limit}</source>
        <translation>{shown}: auf dem Schwellenwert „{reached}“ {value} und unter dem Schwellenwert „{next}“ {limit}</translation>
    </message>
    <message>
        <source>{shown}: below the {next} cut-off {limit}</source>
        <translation>{shown}: unter dem Schwellenwert „{next}“ {limit}</translation>
    </message>
    <message>
        <source>{standing}; {experience}</source>
        <translation>{standing}; {experience}</translation>
    </message>
    <message>
        <source>{who}, aided</source>
        <translation>{who}, mit Zweitbefund</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>locked</source>
        <translation>festgeschrieben</translation>
    </message>
    <message>
        <source>{study}   reader {reader}   case {number} of {all}   {condition}</source>
        <translation>{study}   Befunder {reader}   Fall {number} von {all}   {condition}</translation>
    </message>
</context>
<context>
    <name>viewer</name>
    <message>
        <source>Drag a rectangle or its edges; Enter takes it, Esc drops it</source>
        <translation>Ein Rechteck oder seine Kanten ziehen; Enter übernimmt es, Esc verwirft es</translation>
    </message>
    <message>
        <source>Drag along one leg to the vertex, then click at the end of the other; Esc drops it</source>
        <translation>Einen Schenkel entlang zum Scheitel ziehen, dann auf das Ende des anderen klicken; Esc verwirft es</translation>
    </message>
    <message>
        <source>Drag along the length; Esc drops it</source>
        <translation>Die Länge entlangziehen; Esc verwirft es</translation>
    </message>
    <message>
        <source>Drag around the middle; Shift snaps to 15 degrees; Esc drops it</source>
        <translation>Um die Mitte ziehen; Umschalt rastet bei 15 Grad ein; Esc verwirft es</translation>
    </message>
    <message>
        <source>Lengths: mm at the detector; the body lies before it and is smaller</source>
        <translation>Längen: mm am Detektor; der Körper liegt davor und ist kleiner</translation>
    </message>
    <message>
        <source>Lengths: mm by the file&apos;s Pixel Spacing, which does not say whether it holds at the detector or in the body</source>
        <translation>Längen: mm nach Pixel Spacing der Datei; ob es am Detektor oder im Körper gilt, sagt sie nicht</translation>
    </message>
    <message>
        <source>Lengths: mm by the file&apos;s calibrated Pixel Spacing</source>
        <translation>Längen: mm nach dem kalibrierten Pixel Spacing der Datei</translation>
    </message>
    <message>
        <source>Lengths: pixels, because the file names no spacing</source>
        <translation>Längen: Pixel, weil die Datei keinen Abstand nennt</translation>
    </message>
    <message>
        <source>flipped</source>
        <translation>gespiegelt</translation>
    </message>
    <message>
        <source>local contrast</source>
        <translation>lokaler Kontrast</translation>
    </message>
    <message>
        <source>rotated {degrees:g} degrees</source>
        <translation>um {degrees:g} Grad gedreht</translation>
    </message>
    <message>
        <source>sharpened</source>
        <translation>geschärft</translation>
    </message>
    <message>
        <source>the file does not name the sides: R and L as a pelvis is hung</source>
        <translation>die Datei nennt die Seiten nicht: R und L wie bei üblicher Hängung</translation>
    </message>
    <message>
        <source>{angle:.1f}°</source>
        <translation>{angle:.1f}°</translation>
    </message>
    <message>
        <source>{filters}: for looking only, nothing of it is recorded</source>
        <translation>{filters}: nur zum Ansehen, nichts davon wird festgehalten</translation>
    </message>
    <message>
        <source>{length:.0f} pixels</source>
        <translation>{length:.0f} Pixel</translation>
    </message>
    <message>
        <source>{length:.1f} mm</source>
        <translation>{length:.1f} mm</translation>
    </message>
    <message>
        <source>attention to &apos;definite&apos;, share of its maximum</source>
        <translation>Aufmerksamkeit für „definitiv“, Anteil am Maximum</translation>
    </message>
</context>
</TS>
