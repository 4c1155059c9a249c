import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingResult;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.model.building.ModelSource2;
import org.apache.maven.model.resolution.ModelResolver;

/**
 * Maven's own model builder over the poms of a folder, without a network: what it does not find there is an empty pom. Prints
 * `pom use group:artifact version scope`, separated by tabs, for what each of them ends up with.
 */
public class EffectivePoms {
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    List<Path> poms = new ArrayList<>();
    try (var found = Files.walk(root)) {
      found.filter(path -> path.endsWith("pom.xml")).forEach(poms::add);
    }
    Map<String, File> own = new HashMap<>();
    for (Path pom : poms) {
      Model model = build(pom.toFile(), own);
      if (model != null) own.put(model.getGroupId() + ":" + model.getArtifactId(), pom.toFile());
    }
    TreeSet<String> lines = new TreeSet<>();
    for (Path pom : poms) {
      Model model = build(pom.toFile(), own);
      String name = root.relativize(pom).toString();
      for (Dependency one : model.getDependencies()) lines.add(line(name, "dependency", one));
      if (model.getDependencyManagement() != null) {
        for (Dependency one : model.getDependencyManagement().getDependencies()) lines.add(line(name, "managed", one));
      }
      if (model.getBuild() == null) continue;
      for (Plugin plugin : model.getBuild().getPlugins()) {
        lines.add(String.join("\t", name, "plugin", plugin.getGroupId() + ":" + plugin.getArtifactId(), "" + plugin.getVersion(), ""));
        for (Dependency one : plugin.getDependencies()) lines.add(line(name, "plugin", one));
      }
    }
    lines.forEach(System.out::println);
  }

  static String line(String pom, String use, Dependency one) {
    return String.join("\t", pom, use, one.getGroupId() + ":" + one.getArtifactId(), "" + one.getVersion(), "" + one.getScope());
  }

  static Model build(File pom, Map<String, File> own) {
    DefaultModelBuildingRequest request = new DefaultModelBuildingRequest();
    request.setPomFile(pom);
    request.setModelResolver(new Local(own));
    request.setSystemProperties(new Properties());
    request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
    request.setProcessPlugins(false);
    try {
      return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
    } catch (ModelBuildingException problem) {
      ModelBuildingResult result = problem.getResult();
      return result == null ? null : result.getEffectiveModel();
    }
  }

  static class Local implements ModelResolver {
    final Map<String, File> own;

    Local(Map<String, File> own) {
      this.own = own;
    }

    public ModelSource resolveModel(String group, String artifact, String version) {
      File file = own.get(group + ":" + artifact);
      if (file != null) return new FileModelSource(file);
      String text = "<project><modelVersion>4.0.0</modelVersion><groupId>" + group + "</groupId><artifactId>" + artifact
          + "</artifactId><version>" + version + "</version><packaging>pom</packaging></project>";
      return new ModelSource2() {
        public InputStream getInputStream() {
          return new ByteArrayInputStream(text.getBytes());
        }

        public String getLocation() {
          return group + ":" + artifact;
        }

        public ModelSource2 getRelatedSource(String path) {
          return null;
        }

        public java.net.URI getLocationURI() {
          return null;
        }
      };
    }

    public ModelSource resolveModel(Parent parent) {
      return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
    }

    public ModelSource resolveModel(Dependency dependency) {
      return resolveModel(dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
    }

    public void addRepository(Repository repository) {}

    public void addRepository(Repository repository, boolean replace) {}

    public ModelResolver newCopy() {
      return this;
    }
  }
}
