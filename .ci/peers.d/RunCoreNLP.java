import com.sun.management.OperatingSystemMXBean;
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.ling.IndexedWord;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.semgraph.SemanticGraph;
import edu.stanford.nlp.semgraph.SemanticGraphCoreAnnotations;
import edu.stanford.nlp.semgraph.SemanticGraphEdge;
import edu.stanford.nlp.util.CoreMap;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Runs Stanford CoreNLP as a peer: reads what `dateline eval --raw` prints, writes what `dateline
 * eval --system` reads.
 *
 * <p>usage: RunCoreNLP JOB...
 *
 * <p>A job is three arguments: raw IN OUT (text to CoNLL-U) or words IN OUT (given words to names,
 * IOB2). After each, a line on standard output says what processor time the process took for it, in
 * seconds: job, tab, IN, tab, time. Loading is not counted. One thread. CoreNLP gives Penn tags
 * only: the column of universal tags is empty.
 */
public class RunCoreNLP {
  static final Map<String, String> CLASSES =
      Map.of("PERSON", "PER", "ORGANIZATION", "ORG", "LOCATION", "LOC");

  public static void main(String[] args) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Map<String, StanfordCoreNLP> pipelines = new HashMap<>();
    for (int i = 0; i + 2 < args.length; i += 3) {
      String mode = args[i];
      StanfordCoreNLP nlp = pipelines.computeIfAbsent(mode, RunCoreNLP::pipeline);
      String text = Files.readString(Path.of(args[i + 1]));
      StringBuilder out = new StringBuilder();
      long start = system.getProcessCpuTime();
      if (mode.equals("raw")) {
        for (String paragraph : text.split("\n\n+")) {
          analyse(nlp, paragraph.replace('\n', ' '), out);
        }
      } else {
        for (List<List<String>> document : documents(text)) {
          names(nlp, document, out);
        }
      }
      double seconds = (system.getProcessCpuTime() - start) / 1e9;
      System.out.println(mode + "\t" + args[i + 1] + "\t" + seconds);
      Files.writeString(Path.of(args[i + 2]), out);
    }
  }

  static StanfordCoreNLP pipeline(String mode) {
    Properties p = new Properties();
    p.setProperty("threads", "1");
    // Names only: no times, numbers, or finer kinds by rules.
    p.setProperty("ner.useSUTime", "false");
    p.setProperty("ner.applyNumericClassifiers", "false");
    p.setProperty("ner.applyFineGrained", "false");
    p.setProperty("ner.buildEntityMentions", "false");
    if (mode.equals("raw")) {
      p.setProperty("annotators", "tokenize,pos,lemma,depparse,ner");
      p.setProperty("tokenize.options", "untokenizable=noneKeep");
    } else {
      p.setProperty("annotators", "tokenize,pos,lemma,ner");
      p.setProperty("tokenize.whitespace", "true");
      p.setProperty("ssplit.eolonly", "true");
    }
    return new StanfordCoreNLP(p);
  }

  static void analyse(StanfordCoreNLP nlp, String text, StringBuilder out) {
    if (text.isBlank()) {
      return;
    }
    Annotation a = new Annotation(text);
    nlp.annotate(a);
    out.append("# newpar\n");
    int done = 0; // characters before it are written
    for (CoreMap s : a.get(CoreAnnotations.SentencesAnnotation.class)) {
      List<CoreLabel> words = s.get(CoreAnnotations.TokensAnnotation.class);
      SemanticGraph g = s.get(SemanticGraphCoreAnnotations.BasicDependenciesAnnotation.class);
      int[] heads = new int[words.size() + 1];
      String[] relations = new String[words.size() + 1];
      for (IndexedWord r : g.getRoots()) {
        relations[r.index()] = "root";
      }
      for (SemanticGraphEdge e : g.edgeIterable()) {
        heads[e.getDependent().index()] = e.getGovernor().index();
        relations[e.getDependent().index()] = e.getRelation().toString();
      }
      for (int i = 0; i < words.size(); i++) {
        CoreLabel w = words.get(i);
        int from = Math.max(done, w.beginPosition());
        int to = w.endPosition();
        if (i + 1 < words.size() && words.get(i + 1).beginPosition() > w.beginPosition()) {
          // The full stop after an abbreviation is a token of its own inside the abbreviation.
          to = Math.min(to, words.get(i + 1).beginPosition());
        }
        done = Math.max(done, to);
        boolean glued = to < text.length() && !Character.isWhitespace(text.charAt(to));
        out.append(i + 1).append('\t').append(text, from, to).append('\t').append(w.lemma());
        out.append("\t_\t").append(w.tag()).append("\t_\t").append(heads[i + 1]).append('\t');
        out.append(relations[i + 1] == null ? "dep" : relations[i + 1]).append("\t_\t");
        out.append(glued ? "SpaceAfter=No" : "_").append('\n');
      }
      out.append('\n');
    }
  }

  static List<List<List<String>>> documents(String text) {
    List<List<List<String>>> all = new ArrayList<>();
    List<String> sentence = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String word = line.split("\t", 2)[0];
      if (word.equals("-DOCSTART-")) {
        all.add(new ArrayList<>());
      } else if (!word.isEmpty()) {
        sentence.add(word);
      } else if (!sentence.isEmpty()) {
        all.get(all.size() - 1).add(sentence);
        sentence = new ArrayList<>();
      }
    }
    return all;
  }

  static void names(StanfordCoreNLP nlp, List<List<String>> document, StringBuilder out) {
    List<String> lines = new ArrayList<>();
    for (List<String> s : document) {
      lines.add(String.join(" ", s));
    }
    Annotation a = new Annotation(String.join("\n", lines));
    nlp.annotate(a);
    List<CoreLabel> found = a.get(CoreAnnotations.TokensAnnotation.class);
    int at = 0;
    for (List<String> s : document) {
      String before = "O"; // what the model labelled the word before
      List<String> label = new ArrayList<>();
      for (String word : s) {
        CoreLabel w = found.get(at++);
        if (!w.originalText().equals(word)) {
          throw new IllegalStateException("word " + word + " became " + w.originalText());
        }
        String kind = CLASSES.getOrDefault(w.ner(), "O");
        label.add(kind.equals("O") ? "O" : (kind.equals(before) ? "I-" : "B-") + kind);
        before = kind;
      }
      trim(s, label);
      for (int i = 0; i < s.size(); i++) {
        out.append(s.get(i)).append('\t').append(label.get(i)).append('\n');
      }
      out.append('\n');
    }
  }

  /** Takes an article before a name and the possessive mark after it out of it. */
  static void trim(List<String> words, List<String> label) {
    for (int first = 0; first < label.size(); first++) {
      if (!label.get(first).startsWith("B-")) {
        continue;
      }
      int last = first + 1;
      while (last < label.size() && label.get(last).startsWith("I-")) {
        last++;
      }
      if (last - first > 1 && words.get(first).equalsIgnoreCase("the")) {
        label.set(first + 1, label.get(first));
        label.set(first++, "O");
      }
      if (last - first > 1 && List.of("'s", "’s", "'", "’").contains(words.get(last - 1))) {
        label.set(last - 1, "O");
      }
    }
  }
}
