// Annotates texts with SUTime, for comparison only: the project needs neither
// this file nor Stanford CoreNLP.
//
// Arguments: files. FILE.txt is the text, FILE.date its date (2013-03-21), and
// FILE.times becomes one expression a line: start, end (UTF-16 units), type, value.
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.AnnotationPipeline;
import edu.stanford.nlp.pipeline.POSTaggerAnnotator;
import edu.stanford.nlp.pipeline.TokenizerAnnotator;
import edu.stanford.nlp.pipeline.WordsToSentencesAnnotator;
import edu.stanford.nlp.time.TimeAnnotations;
import edu.stanford.nlp.time.TimeAnnotator;
import edu.stanford.nlp.time.Timex;
import edu.stanford.nlp.util.CoreMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

public class SUTime {
	public static void main(String[] args) throws Exception {
		AnnotationPipeline p = new AnnotationPipeline();
		p.addAnnotator(new TokenizerAnnotator(false));
		p.addAnnotator(new WordsToSentencesAnnotator(false));
		p.addAnnotator(new POSTaggerAnnotator(false));
		p.addAnnotator(new TimeAnnotator("sutime", new Properties()));
		for (String base : args) {
			Annotation a = new Annotation(Files.readString(Path.of(base + ".txt")));
			a.set(CoreAnnotations.DocDateAnnotation.class, Files.readString(Path.of(base + ".date")).trim());
			p.annotate(a);
			StringBuilder out = new StringBuilder();
			for (CoreMap m : a.get(TimeAnnotations.TimexAnnotations.class)) {
				Timex t = m.get(TimeAnnotations.TimexAnnotation.class);
				out.append(m.get(CoreAnnotations.CharacterOffsetBeginAnnotation.class)).append('\t')
					.append(m.get(CoreAnnotations.CharacterOffsetEndAnnotation.class)).append('\t')
					.append(t.timexType()).append('\t')
					.append(t.value() == null ? "" : t.value()).append('\n');
			}
			Files.writeString(Path.of(base + ".times"), out.toString());
		}
	}
}
