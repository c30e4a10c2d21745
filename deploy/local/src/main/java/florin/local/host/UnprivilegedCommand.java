package florin.local.host;

import com.sun.security.auth.module.UnixSystem;
import florin.local.child.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs PostgreSQL, which refuses to run as root, for root: in a user namespace, else as the
 * system's {@code nobody}.
 */
public record UnprivilegedCommand(List<String> prefix) {

  private static final UnprivilegedCommand AS_WE_ARE = new UnprivilegedCommand(List.of());
  private static final UnprivilegedCommand HIDDEN =
      new UnprivilegedCommand(List.of("unshare", "-U"));
  private static final UnprivilegedCommand NOBODY =
      new UnprivilegedCommand(
          List.of(
              "/bin/sh",
              "-c",
              "exec setpriv --reuid=nobody --regid=\"$(id -g nobody)\" --clear-groups \"$@\"",
              "setpriv"));

  /**
   * @param home entered by {@code nobody} if need be
   * @param data the folder inside it to be written, handed over to {@code nobody} if need be
   * @throws CannotStart when root cannot become anyone else here
   */
  public static UnprivilegedCommand in(Path home, Path data) {
    if (new UnixSystem().getUid() != 0) {
      return AS_WE_ARE;
    }
    if (Programs.succeeds(HIDDEN.run("true"))) {
      return HIDDEN;
    }
    if (Programs.succeeds(List.of("chmod", "o+x", home.toString()))
        && Programs.succeeds(List.of("chown", "-R", "nobody:", data.toString()))
        && Programs.succeeds(NOBODY.run("test", "-w", data.toString()))) {
      return NOBODY;
    }
    throw new CannotStart(
        "PostgreSQL does not run as root, and neither 'unshare -U' works here nor may 'nobody'"
            + " write below "
            + home
            + ": start Florin as an ordinary user, or set FLORIN_HOME to a folder"
            + " everybody may enter");
  }

  public List<String> run(String... command) {
    return Stream.concat(prefix.stream(), Stream.of(command)).toList();
  }
}
