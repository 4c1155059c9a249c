/** A project of ours that uses what poms can do: a family, properties, bills of materials, profiles, plugins. */
const project = (...lines: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    '  xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 https://maven.apache.org/xsd/maven-4.0.0.xsd">',
    "  <modelVersion>4.0.0</modelVersion>",
    ...lines,
    "</project>",
    "",
  ].join("\n");

const named = (group: string, artifact: string, version?: string, more = ""): string =>
  `<groupId>${group}</groupId><artifactId>${artifact}</artifactId>${version === undefined ? "" : `<version>${version}</version>`}${more}`;
const dependency = (...about: Parameters<typeof named>): string => `<dependency>${named(...about)}</dependency>`;
const plugin = (...about: Parameters<typeof named>): string => `<plugin>${named(...about)}</plugin>`;
const parent = (artifact: string, relativePath?: string): string =>
  `<parent>${named("com.acme", artifact, "${revision}", relativePath === undefined ? "" : `<relativePath>${relativePath}</relativePath>`)}</parent>`;
const test = "<scope>test</scope>";

export const FILES: Readonly<Record<string, string>> = {
  "pom.xml": project(
    named("com.acme", "shop-parent", "${revision}", "<packaging>pom</packaging>"),
    "<modules><module>api</module><module>web</module><module>bom</module></modules>",
    "<properties>",
    "  <revision>1.4.0-SNAPSHOT</revision>",
    "  <jackson.version>2.15.2</jackson.version>",
    "  <jackson.databind.version>${jackson.version}.1</jackson.databind.version>",
    "  <guava.version>31.1-jre</guava.version>",
    "</properties>",
    "<!-- <dependencies><dependency>commented:out:1</dependency></dependencies> -->",
    "<dependencyManagement><dependencies>",
    dependency("com.fasterxml.jackson.core", "jackson-core", "${jackson.version}"),
    dependency("com.fasterxml.jackson.core", "jackson-databind", "${jackson.databind.version}"),
    dependency("com.google.guava", "guava", "${guava.version}"),
    dependency("org.mockito", "mockito-core", "5.5.0", test),
    dependency("io.netty", "netty-transport-native-epoll", "4.1.97.Final", "<classifier>linux-x86_64</classifier>"),
    dependency("com.acme", "shop-bom", "${project.version}", "<type>pom</type><scope>import</scope>"),
    dependency("io.micrometer", "micrometer-bom", "1.11.4", "<type>pom</type><scope>import</scope>"),
    "</dependencies></dependencyManagement>",
    "<dependencies>",
    dependency("org.slf4j", "slf4j-api", "2.0.9"),
    dependency("com.google.guava", "guava"),
    "</dependencies>",
    "<build><pluginManagement><plugins>",
    plugin("org.apache.maven.plugins", "maven-surefire-plugin", "3.1.2"),
    "</plugins></pluginManagement></build>",
  ),
  "api/pom.xml": project(
    parent("shop-parent"),
    "<artifactId>shop-api</artifactId>",
    "<properties><guava.version>32.1.2-jre</guava.version></properties>",
    "<dependencies>",
    dependency("com.fasterxml.jackson.core", "jackson-databind"),
    dependency("org.mockito", "mockito-core"),
    dependency("junit", "junit", "[4.13.2]", test),
    dependency("org.apache.commons", "commons-lang3", "[3.12,3.13)"),
    dependency("io.netty", "netty-transport-native-epoll", undefined, "<classifier>linux-x86_64</classifier>"),
    dependency("org.yaml", "snakeyaml"),
    dependency("com.acme", "tools", "${acme.tools.version}"),
    "</dependencies>",
    "<build><plugins>",
    plugin("org.apache.maven.plugins", "maven-surefire-plugin"),
    `<plugin><artifactId>maven-checkstyle-plugin</artifactId><version>3.3.0</version><dependencies>${dependency("com.puppycrawl.tools", "checkstyle", "10.12.3")}</dependencies></plugin>`,
    "</plugins></build>",
  ),
  "web/pom.xml": project(
    parent("shop-parent", "../pom.xml"),
    "<artifactId>shop-web</artifactId>",
    "<dependencies>",
    dependency("com.acme", "shop-api", "${project.version}"),
    dependency("jakarta.servlet", "jakarta.servlet-api", "6.0.0", "<scope>provided</scope>"),
    dependency("com.acme", "legacy", "1.0", "<scope>system</scope><systemPath>/opt/legacy.jar</systemPath>"),
    dependency("org.yaml", "snakeyaml", "<![CDATA[2.2]]>"),
    dependency("com.fasterxml.jackson.core", "jackson-core", "2.15.3"),
    "</dependencies>",
    "<profiles>",
    `<profile><id>fast</id><activation><activeByDefault>true</activeByDefault></activation><properties><redis.version>4.4.3</redis.version></properties><dependencies>${dependency("redis.clients", "jedis", "${redis.version}")}</dependencies></profile>`,
    "</profiles>",
  ),
  "bom/pom.xml": project(
    named("com.acme", "shop-bom", "1.4.0-SNAPSHOT", "<packaging>pom</packaging>"),
    "<properties><snakeyaml.version>2.1</snakeyaml.version></properties>",
    "<dependencyManagement><dependencies>",
    dependency("org.yaml", "snakeyaml", "${snakeyaml.version}"),
    "</dependencies></dependencyManagement>",
  ),
  "tool/pom.xml": project(
    `<parent>${named("org.springframework.boot", "spring-boot-starter-parent", "3.1.4", "<relativePath/>")}</parent>`,
    named("com.acme", "tool", "0.1"),
    "<dependencies>",
    dependency("org.springframework.boot", "spring-boot-starter-web"),
    dependency("org.postgresql", "postgresql", "42.6.0"),
    "</dependencies>",
  ),
};
