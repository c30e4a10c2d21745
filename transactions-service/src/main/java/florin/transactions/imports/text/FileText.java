package florin.transactions.imports.text;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.FileSetting.Reading;
import florin.transactions.imports.read.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The characters of a file, with the encoding and the messages of the decoding. */
public record FileText(FileCharacters text, FileSetting encoding, List<FileMessage> messages) {

  private static final int SAMPLE = 64_000;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Set<String> EAST_ASIAN =
      Set.of("Shift_JIS", "EUC-JP", "EUC-KR", "GB18030", "Big5", "ISO-2022-JP");

  /** Letters beyond ASCII that files of Western European languages contain, by language group. */
  private static final List<String> WESTERN =
      List.of(
          "äöüÄÖÜßéèêëàâçîïôœûùÿÉÈÊËÀÂÇÎÏÔŒÛÙñÑáíóúÁÍÓÚ¿¡ãõÃÕ", "àèéìòùÀÈÉÌÒÙ", "åäöÅÄÖæøÆØéÉüÜ");

  private static final String SIGNS = "€£¥¢§°´«»ºª–—‘’“”„…·•®©™±½¼¾²³µ\u00a0\u00ad";
  private static final Pattern SIGN_IN_WORD =
      Pattern.compile("\\p{L}[€£¥¢§°«»–—‘“”„…•®©™±½¼¾²³µ]\\p{L}");
  private static final List<String> TITLED =
      List.of(
          "windows-1250",
          "ISO-8859-2",
          "windows-1251",
          "Shift_JIS",
          "EUC-JP",
          "GB18030",
          "Big5",
          "EUC-KR",
          "x-MacRoman",
          "IBM850",
          "IBM852",
          "windows-1254",
          "windows-1257",
          "windows-1253",
          "windows-1255",
          "windows-1256",
          "x-windows-874",
          "KOI8-R",
          "IBM866");
  private static final Pattern CELL_END = Pattern.compile("[;,|\\t\\r\\n\"]");
  private static final String EAST =
      "\\p{IsHan}\\p{IsHangul}\\p{IsHiragana}\\p{IsKatakana}\u30fc\uff61-\uff9f";

  /** Letters of East Asia beside Latin ones or alone, as they result from a wrong decoding. */
  private static final Pattern MIXED =
      Pattern.compile(
          "[A-Za-z?]["
              + EAST
              + "]|["
              + EAST
              + "][a-z]|[^"
              + EAST
              + "]["
              + EAST
              + "](?!["
              + EAST
              + "])");

  private static final Pattern DECLARED_CHARSET =
      Pattern.compile("(?i)(?:CHARSET:\\s*|encoding=[\"'])([A-Za-z0-9_-]{1,30})");

  /**
   * @param title whether a cell is the known title of a column
   */
  public static FileText of(FileBytes bytes, ReadOptions options, Predicate<String> title) {
    Optional<Charset> chosen = options.value(ReadOptions.ENCODING).flatMap(FileText::charset);
    if (chosen.isPresent()) {
      FileSetting setting = FileSetting.of(options, ReadOptions.ENCODING, chosen.get().name());
      return decoded(bytes, chosen.get(), setting);
    }
    Optional<Charset> marked = marked(bytes);
    if (marked.isPresent()) {
      return decoded(bytes, marked.get(), detected(marked.get()));
    }
    if (Decoding.fits(bytes, StandardCharsets.UTF_8) || mostlyUtf8(bytes)) {
      return decoded(bytes, StandardCharsets.UTF_8, detected(StandardCharsets.UTF_8));
    }
    return singleByte(bytes, title);
  }

  static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static FileSetting detected(Charset charset) {
    return new FileSetting(ReadOptions.ENCODING, Origin.DETECTED, charset.name(), List.of());
  }

  private static Optional<Charset> marked(FileBytes file) {
    byte[] bytes = file.start(4_000);
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (starts(bytes, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (starts(bytes, 0xFE, 0xFF)) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    int pairs = bytes.length / 2;
    int even = 0;
    int odd = 0;
    for (int i = 0; i < pairs; i++) {
      even += bytes[2 * i] == 0 ? 1 : 0;
      odd += bytes[2 * i + 1] == 0 ? 1 : 0;
    }
    if (pairs >= 2 && odd > pairs * 0.2 && even < odd * 0.1) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (pairs >= 2 && even > pairs * 0.2 && odd < even * 0.1) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return Optional.empty();
  }

  private static boolean starts(byte[] bytes, int... first) {
    for (int i = 0; i < first.length; i++) {
      if (bytes.length <= i || (bytes[i] & 0xFF) != first[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> strictly(byte[] bytes, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException unfit) {
      return Optional.empty();
    }
  }

  /** Whether the valid sequences of UTF-8 outnumber the broken ones, or a lone byte is broken. */
  private static boolean mostlyUtf8(FileBytes bytes) {
    long[] counts = new long[2];
    Decoding.each(
        bytes,
        StandardCharsets.UTF_8,
        characters -> {
          counts[0] += characters.chars().filter(c -> c == 0xFFFD).count();
          counts[1] += characters.chars().filter(c -> c > 0x7F && c != 0xFFFD).count();
        });
    return counts[1] > counts[0] || (counts[0] == 1 && bytes.size() > 20_000);
  }

  private static FileText singleByte(FileBytes bytes, Predicate<String> title) {
    byte[] sample = highLines(bytes);
    String declared = declared(bytes);
    boolean declares =
        declared.equals("1252") || declared.toUpperCase(Locale.ROOT).contains("8859-1");
    if (western(new String(sample, WINDOWS_1252)) || declares && !declared.endsWith("15")) {
      return decoded(bytes, WINDOWS_1252, detected(WINDOWS_1252));
    }
    Optional<Charset> sure =
        euro(sample).or(() -> declared(declared, bytes)).or(() -> byTitles(bytes, title));
    if (sure.isPresent()) {
      return decoded(bytes, sure.get(), detected(sure.get()));
    }
    List<String> candidates = candidates(sample);
    List<Reading> readings = new ArrayList<>();
    for (String candidate : candidates) {
      charset(candidate)
          .ifPresent(c -> readings.add(new Reading(candidate, sampleOf(sample, c), "", "")));
    }
    Charset assumed = charset(candidates.getFirst()).orElse(WINDOWS_1252);
    return decoded(
        bytes,
        assumed,
        new FileSetting(ReadOptions.ENCODING, Origin.NEEDED, assumed.name(), readings));
  }

  /** Whether all letters belong to one Western language and no sign is inside a word. */
  private static boolean western(String text) {
    return !SIGN_IN_WORD.matcher(text).find()
        && WESTERN.stream()
            .anyMatch(
                group ->
                    text.chars()
                        .filter(c -> c > 0x7F)
                        .allMatch(c -> group.indexOf(c) >= 0 || SIGNS.indexOf(c) >= 0));
  }

  /** The sign of the euro where Windows has a sign that is never used. */
  private static Optional<Charset> euro(byte[] sample) {
    return charset("ISO-8859-15")
        .filter(c -> new String(sample, WINDOWS_1252).indexOf('\u00a4') >= 0)
        .filter(c -> western(new String(sample, c)));
  }

  private static Optional<Charset> declared(String name, FileBytes bytes) {
    return name.isEmpty()
        ? Optional.empty()
        : charset(name)
            .or(() -> charset("windows-" + name))
            .filter(Charset::canEncode)
            .filter(c -> Decoding.fits(bytes, c));
  }

  /** The encoding in which titles beyond ASCII are known ones. */
  private static Optional<Charset> byTitles(FileBytes bytes, Predicate<String> title) {
    byte[] start = bytes.start(8_000);
    long best = 0;
    Optional<Charset> found = Optional.empty();
    for (String name : TITLED) {
      Optional<Charset> charset = charset(name);
      if (charset.isPresent()) {
        long known =
            CELL_END
                .splitAsStream(new String(start, charset.get()))
                .map(String::strip)
                .filter(cell -> cell.chars().anyMatch(c -> c > 0x7F))
                .filter(title)
                .count();
        found = known > best ? charset : found;
        best = Math.max(best, known);
      }
    }
    return found;
  }

  private static String declared(FileBytes bytes) {
    String start = new String(bytes.start(2_000), StandardCharsets.ISO_8859_1);
    var found = DECLARED_CHARSET.matcher(start);
    boolean unusable = !found.find() || found.group(1).toUpperCase(Locale.ROOT).startsWith("UTF");
    return unusable || found.group(1).equalsIgnoreCase("NONE") ? "" : found.group(1);
  }

  /** The lines that have bytes beyond ASCII, as far as they fit into a sample. */
  private static byte[] highLines(FileBytes bytes) {
    ByteArrayOutputStream sample = new ByteArrayOutputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean high = false;
    for (byte[] part : bytes) {
      for (byte one : part) {
        high |= one < 0;
        if (line.size() < SAMPLE) {
          line.write(one);
        }
        if (one == '\n') {
          add(sample, line, high);
          high = false;
        }
        if (sample.size() == SAMPLE) {
          return sample.toByteArray();
        }
      }
    }
    add(sample, line, high);
    return sample.toByteArray();
  }

  private static void add(ByteArrayOutputStream sample, ByteArrayOutputStream line, boolean high) {
    if (high) {
      sample.write(line.toByteArray(), 0, Math.min(line.size(), SAMPLE - sample.size()));
    }
    line.reset();
  }

  private static List<String> candidates(byte[] sample) {
    Set<String> names = new LinkedHashSet<>();
    CharsetMatch[] matches = new CharsetDetector().setText(sample).detectAll();
    for (CharsetMatch match : matches) {
      if (EAST_ASIAN.contains(match.getName())
          && match.getConfidence() >= 10
          && charset(match.getName())
              .flatMap(c -> strictly(sample, c))
              .filter(FileText::eastAsian)
              .isPresent()) {
        names.add(match.getName());
      }
    }
    if (names.isEmpty()) {
      for (String name : List.of("windows-1252", "x-MacRoman", "IBM850")) {
        if (charset(name).filter(c -> western(new String(sample, c))).isPresent()) {
          names.add(name);
        }
      }
    }
    for (String name :
        List.of("windows-1252", "windows-1250", "windows-1251", "Shift_JIS", "x-MacRoman")) {
      if (charset(name).isPresent()) {
        names.add(name);
      }
    }
    for (CharsetMatch match : matches) {
      if (names.size() < 9 && charset(match.getName()).isPresent()) {
        names.add(match.getName());
      }
    }
    return List.copyOf(names);
  }

  private static boolean eastAsian(String text) {
    long letters = text.codePoints().filter(c -> c > 0x7F).count();
    return MIXED.matcher(text).results().count() * 10 < letters;
  }

  private static String sampleOf(byte[] sample, Charset charset) {
    return new String(sample, 0, Math.min(sample.length, 200), charset).strip();
  }

  private static FileText decoded(FileBytes bytes, Charset charset, FileSetting encoding) {
    CharacterCounts counts = new CharacterCounts();
    Decoding.each(bytes, charset, counts::add);
    return new FileText(counts.text, encoding, counts.messages());
  }

  /** Collects the characters of a file and counts those that are no part of its text. */
  private static final class CharacterCounts {

    private final FileCharacters text = new FileCharacters();
    private final List<FileMessage> messages = new ArrayList<>();
    private int line = 1;
    private int broken;
    private int nuls;
    private boolean begun;

    void add(CharBuffer characters) {
      if (!begun && characters.hasRemaining()) {
        begun = true;
        if (characters.get(characters.position()) == '\uFEFF') {
          characters.get();
        }
      }
      int before = nuls;
      for (int i = characters.position(); i < characters.limit(); i++) {
        char c = characters.get(i);
        if (c == '\uFFFD' && broken++ < 100) {
          messages.add(new FileMessage(line, "A byte does not fit the encoding; read as U+FFFD."));
        }
        nuls += c == 0 ? 1 : 0;
        line += c == '\n' ? 1 : 0;
      }
      text.append(
          nuls == before ? characters : CharBuffer.wrap(characters.toString().replace("\0", "")));
    }

    List<FileMessage> messages() {
      if (broken > 100) {
        messages.add(new FileMessage(0, broken + " bytes do not fit the encoding."));
      }
      if (nuls > 0) {
        messages.add(new FileMessage(0, nuls + " NUL characters were left out."));
      }
      return messages;
    }
  }
}
