package florin.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What an event schema may not do to the versions that were shipped: full-transitive, by Avro's own
 * rules in both directions and by those that Avro leaves out (logical types, full names of nested
 * types, promotions, defaults).
 */
final class ContractGate {

  private final List<String> faults = new ArrayList<>();
  private final Set<String> compared = new HashSet<>();

  private ContractGate() {}

  /** Why today's schemas are refused; empty if they are good. */
  static List<String> faults(Collection<Schema> today, Collection<Schema> shipped) {
    List<String> faults = new ArrayList<>();
    Set<String> names = today.stream().map(Schema::getFullName).collect(Collectors.toSet());
    for (Schema version : shipped) {
      if (!names.contains(version.getFullName())) {
        faults.add(version.getFullName() + ": gone (expected: an event of this build for ever)");
      }
      today.stream()
          .filter(schema -> schema.getFullName().equals(version.getFullName()))
          .forEach(schema -> faults.addAll(between(version, schema)));
    }
    return faults;
  }

  /** Avro's own verdict, which overlooks much of what the rest of this class finds. */
  static boolean compatible(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  private static List<String> between(Schema version, Schema today) {
    ContractGate gate = new ContractGate();
    if (!compatible(today, version)) {
      gate.faults.add(SchemaHistory.name(version) + ": not readable by today's schema");
    }
    if (!compatible(version, today)) {
      gate.faults.add(SchemaHistory.name(version) + ": cannot read what today's schema writes");
    }
    gate.compare(version, today, today.getName());
    return gate.faults;
  }

  private void compare(Schema version, Schema today, String path) {
    same(path, "type", version.getType(), today.getType());
    if (version.getType() != today.getType() || !compared.add(path)) {
      return;
    }
    for (String property : List.of("logicalType", "precision", "scale")) {
      same(path, property, version.getObjectProp(property), today.getObjectProp(property));
    }
    switch (version.getType()) {
      case RECORD -> {
        same(path, "name", version.getFullName(), today.getFullName());
        fields(version, today, path);
      }
      case ENUM, FIXED -> same(path, "name", version.getFullName(), today.getFullName());
      case ARRAY -> compare(version.getElementType(), today.getElementType(), path + "[]");
      case MAP -> compare(version.getValueType(), today.getValueType(), path + "{}");
      case UNION -> branches(version, today, path);
      default -> {
        // a plain type has nothing more to compare
      }
    }
  }

  private void fields(Schema version, Schema today, String path) {
    // A type that contains itself comes back under a longer path; its fields are compared once.
    if (!compared.add("fields of " + version.getFullName())) {
      return;
    }
    for (Schema.Field old : version.getFields()) {
      Schema.Field field = today.getField(old.name());
      if (field == null) {
        continue; // Avro's rules say whether it may be missing
      }
      String at = path + "." + old.name();
      compare(old.schema(), field.schema(), at);
      if (old.hasDefaultValue()) {
        same(
            at, "default", old.defaultVal(), field.hasDefaultValue() ? field.defaultVal() : "none");
      }
    }
  }

  private void branches(Schema version, Schema today, String path) {
    for (Schema old : version.getTypes()) {
      today.getTypes().stream()
          .filter(branch -> branch.getFullName().equals(old.getFullName()))
          .forEach(branch -> compare(old, branch, path + "|" + old.getName()));
    }
    same(path, "branches", names(version), names(today));
  }

  private static Set<String> names(Schema union) {
    return union.getTypes().stream().map(Schema::getFullName).collect(Collectors.toSet());
  }

  private void same(String path, String what, Object shipped, Object today) {
    if (!Objects.equals(shipped, today)) {
      faults.add(path + ": " + what + " " + today + " (expected: " + shipped + ", as shipped)");
    }
  }
}
