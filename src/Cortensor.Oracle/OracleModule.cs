namespace Cortensor.Oracle;
