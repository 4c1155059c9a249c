import type { Answer, Project } from "./project.ts";

const program = "ruby";

/** Builds every gem of `gems.json`, by folder, and the index of each folder, which is a source of gems without a server. */
const SOURCES = `
require "json"; require "rubygems/package"; require "rubygems/indexer"; require "fileutils"
Gem::DefaultUserInteraction.ui = Gem::SilentUI.new
JSON.parse(File.read("gems.json")).each do |folder, gems|
  FileUtils.mkdir_p("#{folder}/gems")
  gems.each do |name, version, platform, needs|
    spec = Gem::Specification.new do |s|
      s.name, s.version, s.platform = name, version, platform
      s.summary = s.description = name; s.authors = ["Ada"]; s.license = "MIT"; s.homepage = "https://example.com"
      needs.each { |need, range| s.add_dependency(need, *range) }
    end
    FileUtils.mv(Gem::Package.build(spec, true), "#{folder}/gems/")
  end
  Gem::Indexer.new(folder, build_modern: true).generate_index
end
`;

/** What the lock file has, and what is left of it without the groups that nothing runs with. */
const ASK = `
require "bundler"; require "json"
gemfile = %w[Gemfile gems.rb].find { |one| File.exist?(one) }
parsed = Bundler::LockfileParser.new(File.read(gemfile == "Gemfile" ? "Gemfile.lock" : "gems.locked"))
named = Bundler::Dsl.evaluate(gemfile, nil, {}).dependencies.reject { |one| (one.groups - %i[development test]).empty? }
specs = parsed.specs.group_by(&:name)
queue, seen = named.map(&:name), {}
while (name = queue.pop)
  next if seen[name]
  seen[name] = true
  (specs[name] || []).each { |one| queue.concat(one.dependencies.map(&:name)) }
end
others = parsed.specs.reject { |one| one.source.instance_of?(Bundler::Source::Path) || one.source.instance_of?(Bundler::Source::Gemspec) }
show = ->(all) { all.map { |one| "#{one.name}@#{one.version}" } }
puts JSON.dump(packages: show.(others), runtime: show.(others.select { |one| seen[one.name] }))
`;

type Gem = readonly [
  name: string,
  version: string,
  platform: string,
  needs: readonly (readonly [string, readonly string[]])[],
];

const bundler = (
  name: string,
  gems: Readonly<Record<string, readonly Gem[]>>,
  {
    lock = "bundle lock",
    files,
    keep = [],
    lockfile = "Gemfile.lock",
  }: Omit<Partial<Project>, "files"> & {
    readonly files: (here: string) => Readonly<Record<string, string>>;
  },
): Project => ({
  name: `bundler-${name}`,
  programs: [program, "bundle", "git"],
  // Newer ones have no index of gems of their own any more.
  works: "ruby -e 'require \"rubygems/indexer\"'",
  lockfile,
  files: (here) => ({
    ...files(here),
    "gems.json": JSON.stringify(gems),
    "sources.rb": SOURCES,
    "ask.rb": ASK,
  }),
  lock: `(cd .. && ruby sources.rb)\n${lock}`,
  ask: "ruby ../ask.rb",
  parse: (out) => JSON.parse(out) as Answer,
  keep: [lockfile === "Gemfile.lock" ? "Gemfile" : "gems.rb", ...keep],
  version: "bundle --version",
});

const none = [] as const;

export const bundlerProjects: readonly Project[] = [
  bundler(
    "platforms",
    {
      gems: [
        [
          "native",
          "1.2.0",
          "ruby",
          [
            ["portile", ["~> 2.8"]],
            ["racc", ["~> 1.4"]],
          ],
        ],
        ["native", "1.2.0", "x86_64-linux", [["racc", ["~> 1.4"]]]],
        ["native", "1.2.0", "arm64-darwin", [["racc", ["~> 1.4"]]]],
        [
          "native",
          "1.2.0",
          "java",
          [
            ["racc", ["~> 1.4"]],
            ["jars", [">= 0"]],
          ],
        ],
        ["portile", "2.8.6", "ruby", none],
        ["racc", "1.7.3", "ruby", none],
        ["racc", "1.7.3", "java", none],
        ["jars", "0.5.1", "java", none],
        ["jars", "0.5.1", "ruby", none],
        ["early", "2.0.0.rc1", "ruby", none],
        ["windows-only", "1.0.0", "ruby", none],
      ],
    },
    {
      files: (here) => ({
        "app/Gemfile": [
          `source "file://${here}/gems"`,
          'gem "native", "~> 1.0", "!= 1.1.0"',
          'gem "early", ">= 2.0.0.a"',
          'gem "windows-only", platforms: %i[mingw x64_mingw jruby]',
          "",
        ].join("\n"),
      }),
      lock: "bundle lock --add-platform ruby x86_64-linux arm64-darwin java",
    },
  ),
  bundler(
    "sources",
    {
      gems: [
        ["rake", "13.0.6", "ruby", none],
        ["base", "1.0.0", "ruby", none],
        ["helper", "3.1.4", "ruby", [["base", [">= 1", "< 2"]]]],
        ["secret", "9.9.9", "ruby", none],
      ],
      private: [["secret", "1.0.0", "ruby", none]],
    },
    {
      keep: ["shop.gemspec"],
      files: (here) => ({
        "repo/one/one.gemspec":
          'Gem::Specification.new { |s| s.name = "one"; s.version = "0.4.0"; s.summary = "x"; s.authors = ["Ada"]; s.add_dependency "helper" }\n',
        "repo/two/two.gemspec":
          'Gem::Specification.new { |s| s.name = "two"; s.version = "0.4.1"; s.summary = "x"; s.authors = ["Ada"] }\n',
        "app/components/own/own.gemspec":
          'Gem::Specification.new { |s| s.name = "own"; s.version = "0.0.1"; s.summary = "x"; s.authors = ["Ada"]; s.add_dependency "base" }\n',
        "app/shop.gemspec":
          'Gem::Specification.new { |s| s.name = "shop"; s.version = "1.0.0"; s.summary = "x"; s.authors = ["Ada"]; s.add_dependency "helper", "~> 3.0"; s.add_development_dependency "rake" }\n',
        "app/Gemfile": [
          `source "file://${here}/gems"`,
          "gemspec",
          `source "file://${here}/private" do`,
          '  gem "secret"',
          "end",
          `git "file://${here}/repo", branch: "main" do`,
          '  gem "one"',
          '  gem "two", group: :test',
          "end",
          'path "components" do',
          '  gem "own"',
          "end",
          "",
        ].join("\n"),
      }),
      lock: "git -C ../repo init --quiet && git -C ../repo add --all && git -C ../repo commit --quiet --message=x\nbundle lock",
    },
  ),
  bundler(
    "groups",
    {
      gems: [
        ["web", "7.1.3", "ruby", [["shared", [">= 1"]]]],
        ["shared", "1.0.1", "ruby", none],
        [
          "spec",
          "3.13.0",
          "ruby",
          [
            ["spec-core", ["= 3.13.0"]],
            ["shared", [">= 0"]],
          ],
        ],
        ["spec-core", "3.13.0", "ruby", none],
        ["pry", "0.14.2", "ruby", [["coderay", ["~> 1.1"]]]],
        ["coderay", "1.1.3", "ruby", none],
        ["both", "5.0.0", "ruby", none],
        ["long", "2.2.0", "ruby", none],
        ["inline", "0.1.0", "ruby", none],
        ["assets", "4.0.0", "ruby", none],
        ["hooked", "6.0.0", "ruby", none],
        ["extra", "8.0.0", "ruby", none],
      ],
    },
    {
      lockfile: "gems.locked",
      files: (here) => ({
        "app/gems.rb": [
          "# frozen_string_literal: true",
          `source "file://${here}/gems"`,
          'gem("web", "~> 7.1")',
          "group :development, :test do",
          '  gem "spec", "~> 3.0"',
          '  gem "both"',
          "end",
          "group :test, optional: true do",
          '  gem "pry", require: false',
          "end",
          "group(:assets) { gem 'assets' }",
          "gem 'inline', groups: %i[development test]",
          "gem 'long',",
          '  ">= 2.0", # why',
          "  require: false,",
          "  group: :development",
          "install_if -> { true } do",
          "  gem 'hooked', :group => [:test]",
          "end",
          'gem "extra" if ENV["HOME"]',
          "",
        ].join("\n"),
      }),
    },
  ),
];
