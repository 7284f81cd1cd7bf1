// Annotates texts with HeidelTime's standalone version, for comparison only.
//
// Arguments: the config.props, then files. FILE.txt is the text, FILE.date its date
// (2013-03-21), and FILE.tml becomes what HeidelTime writes.
import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;
import java.util.Date;

public class HeidelTime {
	public static void main(String[] args) throws Exception {
		HeidelTimeStandalone tool = new HeidelTimeStandalone(Language.ENGLISH, DocumentType.NEWS, OutputType.TIMEML, args[0]);
		for (int i = 1; i < args.length; i++) {
			Date date = new SimpleDateFormat("yyyy-MM-dd").parse(Files.readString(Path.of(args[i] + ".date")).trim());
			Files.writeString(Path.of(args[i] + ".tml"), tool.process(Files.readString(Path.of(args[i] + ".txt")), date));
		}
	}
}
