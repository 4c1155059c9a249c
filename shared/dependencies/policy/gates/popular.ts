import type { Ecosystem } from "../../types.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Names that are worth imitating; those that a repository uses itself come on top. */
export const POPULAR: Partial<Readonly<Record<Ecosystem, readonly string[]>>> = {
  npm: words(`
    lodash react react-dom express axios chalk commander debug typescript webpack eslint prettier jest mocha vitest rollup esbuild
    dotenv moment dayjs date-fns uuid nanoid classnames prop-types redux react-redux react-router react-router-dom styled-components
    tailwindcss postcss autoprefixer next nuxt svelte angular jquery bootstrap underscore async bluebird request superagent
    node-fetch cross-fetch undici socket.io fastify restify mongoose mongodb mysql mysql2 sequelize knex prisma drizzle-orm typeorm
    redis ioredis bcrypt bcryptjs jsonwebtoken passport helmet morgan body-parser cookie-parser multer sharp puppeteer playwright
    cypress selenium-webdriver cheerio jsdom graphql apollo-server yargs minimist inquirer ora semver glob rimraf mkdirp fs-extra
    cross-env cross-spawn execa shelljs concurrently nodemon ts-node supports-color ansi-styles strip-ansi color-convert color-name
    event-stream through2 readable-stream stripe aws-sdk firebase firebase-admin discord.js ethers crypto-js node-forge ajv validator
    winston pino express-session formidable handlebars mustache marked markdown-it highlight.js electron babel-core core-js
    regenerator-runtime tslib rxjs immutable immer zustand three chart.js socket.io-client nodemailer twilio openai langchain
  `),
  PyPI: words(`
    requests numpy pandas scipy matplotlib django flask fastapi uvicorn gunicorn sqlalchemy pydantic urllib3 certifi idna setuptools
    wheel pip cryptography pyyaml jinja2 markupsafe click boto3 botocore s3transfer pillow pytest tensorflow torch torchvision keras
    scikit-learn opencv-python beautifulsoup4 lxml selenium scrapy celery redis psycopg2 psycopg2-binary pymongo pymysql aiohttp httpx
    websockets paramiko ansible colorama tqdm rich typer python-dateutil python-dotenv attrs packaging openai anthropic langchain
    transformers discord.py virtualenv poetry black flake8 mypy pylint jupyter notebook ipython seaborn plotly streamlit
  `),
  "crates.io": words(`
    serde serde_json tokio anyhow thiserror clap rand regex reqwest hyper axum actix-web tracing futures chrono lazy_static
    once_cell itertools rayon crossbeam parking_lot libc bitflags syn quote proc-macro2 rustls openssl sqlx diesel
  `),
  RubyGems: words(`
    rails rack sinatra devise nokogiri puma sidekiq rspec bundler activerecord activesupport actionpack faraday httparty
    capistrano rubocop jekyll omniauth kaminari
  `),
  Maven: words(`
    com.fasterxml.jackson.core:jackson-databind com.fasterxml.jackson.core:jackson-core com.google.guava:guava com.google.code.gson:gson
    org.slf4j:slf4j-api ch.qos.logback:logback-classic org.apache.logging.log4j:log4j-core org.apache.commons:commons-lang3
    commons-io:commons-io org.springframework:spring-core org.springframework.boot:spring-boot-starter-web org.projectlombok:lombok
    org.hibernate.orm:hibernate-core org.postgresql:postgresql com.mysql:mysql-connector-j com.h2database:h2 com.zaxxer:HikariCP
    junit:junit org.junit.jupiter:junit-jupiter org.mockito:mockito-core org.assertj:assertj-core com.squareup.okhttp3:okhttp
    com.squareup.retrofit2:retrofit io.netty:netty-all org.yaml:snakeyaml org.jetbrains.kotlin:kotlin-stdlib org.scala-lang:scala-library
    org.apache.httpcomponents:httpclient org.apache.kafka:kafka-clients redis.clients:jedis org.bouncycastle:bcprov-jdk18on
  `),
  NuGet: words(`
    Newtonsoft.Json Serilog AutoMapper Dapper Polly MediatR FluentValidation NLog log4net xunit NUnit Moq FluentAssertions
    EntityFramework Microsoft.EntityFrameworkCore Microsoft.Extensions.Logging Swashbuckle.AspNetCore StackExchange.Redis RestSharp
    Npgsql MySql.Data Azure.Core Azure.Identity AWSSDK.Core Grpc.Net.Client Google.Protobuf CsvHelper Humanizer Castle.Core
    BouncyCastle.Cryptography SixLabors.ImageSharp System.Text.Json RabbitMQ.Client MongoDB.Driver Hangfire Quartz Bogus NSubstitute
  `),
};
